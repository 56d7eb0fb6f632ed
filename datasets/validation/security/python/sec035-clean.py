from jinja2 import Environment, select_autoescape
from build_tools import Environment as Build

env = Environment(autoescape=select_autoescape())
build = Build(loader=None)
