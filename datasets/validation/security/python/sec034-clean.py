def handle(request, work, log):
    try:
        return work(request)
    except ValueError as error:
        log.record(error)
        return {"error": "E_INVALID", "id": request.id}
