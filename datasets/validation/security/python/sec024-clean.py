import tarfile


def unpack(path, table):
    with tarfile.open(path) as archive:
        archive.extractall("/srv/out", filter="data")
    return table.extractall(r"\d+")
