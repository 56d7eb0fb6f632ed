import uvicorn

HOST = "0.0.0.0"


def serve(app):
    uvicorn.run(app, host="0.0.0.0", port=80)
