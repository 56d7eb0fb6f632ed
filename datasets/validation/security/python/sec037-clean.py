from markupsafe import Markup, escape


def show(text):
    escape(text)
    return Markup("<b>bold</b>")
