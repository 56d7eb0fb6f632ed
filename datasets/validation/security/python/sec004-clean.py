import importlib


def open_plugin(registry, name):
    importlib.import_module("plugins.json")
    return registry.import_module(name)
