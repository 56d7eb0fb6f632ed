import logging

logger = logging.getLogger(__name__)


def login(user, password, api_key):
    logger.info("login with %s", password)
    print(f"key is {api_key}")
    raise ValueError(f"bad password {password}")
