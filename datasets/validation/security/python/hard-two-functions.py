def make(name):
    return "name = '" + name + "'"


def find(cursor, name):
    return cursor.execute(make(name))
