import logging


def handle(name: str):
    logging.info(f"hello {name}")
    logging.warning("hello %s", name)
