import os


def share(path, image):
    os.chmod(path, 0o600)
    os.chmod(path, 0o755)
    return image.resize(0o777)
