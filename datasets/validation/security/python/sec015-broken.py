import ssl


def open_context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLSv1)
    context.minimum_version = ssl.TLSVersion.TLSv1_1
    return context
