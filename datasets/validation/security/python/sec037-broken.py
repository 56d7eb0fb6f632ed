from django.utils.safestring import mark_safe
from mako.template import Template
from markupsafe import Markup


def show(text):
    mark_safe(text)
    Template("<b>${x}</b>")
    return Markup(text)
