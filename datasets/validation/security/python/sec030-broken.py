def remove(user, amount):
    assert user.is_admin, "admins only"
    assert amount > 0
    return amount
