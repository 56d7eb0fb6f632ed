import yaml
from yaml import SafeLoader
from ruamel.yaml import YAML


def read(text):
    yaml.safe_load(text)
    yaml.load(text, Loader=SafeLoader)
    yaml.load(text, yaml.CSafeLoader)
    return YAML(typ="safe")
