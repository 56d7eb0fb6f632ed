import yaml
from ruamel.yaml import YAML


def read(text):
    yaml.load(text)
    yaml.load(text, Loader=yaml.Loader)
    yaml.unsafe_load(text)
    return YAML(typ="unsafe")
