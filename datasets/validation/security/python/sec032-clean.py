import logging

logger = logging.getLogger(__name__)


def login(user_id, password, usage):
    logger.info("password changed")
    logger.info("length %d", len(password))
    logger.info("tokens used: %d", usage.total_tokens)
    raise ValueError("password is missing")
