VERSION = "10.0.0.0"
TEXT = "do not bind to 0.0.0.0"


def serve(app, server, settings):
    server.run(app, host="127.0.0.1")
    return server.run(app, host=settings.host)
