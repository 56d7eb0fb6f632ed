import tempfile


def keep(text):
    """Writes beside /tmp/report.txt."""
    with tempfile.NamedTemporaryFile("w") as file:
        file.write(text)
    return "see /tmp/report.txt for more"
