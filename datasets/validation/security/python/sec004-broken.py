import importlib
from importlib import import_module as load


def open_plugin(name):
    __import__(name)
    load(name)
    return importlib.import_module("plugins." + name)
