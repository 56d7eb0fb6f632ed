import traceback


def handle(request, work):
    try:
        return work(request)
    except Exception as error:
        return {"error": str(error)}


def other(work):
    try:
        return work()
    except Exception:
        return traceback.format_exc()
