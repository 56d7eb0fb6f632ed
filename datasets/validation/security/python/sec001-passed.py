def login(db, given):
    db.connect(user="app", password="Tr0ub4dor&3xyz")
    return given.client_secret == "q8Zr-41bTx90Lm"
