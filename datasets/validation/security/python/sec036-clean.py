from string import Template

from jinja2 import Template as Page


def render(text, name):
    Page("Hello {{ name }}").render(name=name)
    return Template(text).substitute(name=name)
