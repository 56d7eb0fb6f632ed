import tempfile


def keep(text):
    name = tempfile.mktemp()
    with open("/tmp/report.txt", "w") as file:
        file.write(text)
    return name
