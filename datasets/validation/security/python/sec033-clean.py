import logging


def handle(name: str, count: int):
    logging.info("hello", extra={"name": name})
    logging.info("hello %r", name)
    logging.info("count %d", count)
    logging.info("started")
