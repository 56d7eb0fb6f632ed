import random

PASSWORD = "Tr0ub4dor&3xyz"


def test_login(login):
    token = random.random()
    assert login(PASSWORD, token, "/tmp/x.txt")
