import tarfile
import zipfile


def unpack(path):
    with tarfile.open(path) as archive:
        archive.extractall("/srv/out")
    with zipfile.ZipFile(path) as bundle:
        bundle.extractall("/srv/out")
