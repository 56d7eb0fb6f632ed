from jinja2 import Template


def render(text, env):
    Template(text).render()
    return env.from_string(text)
