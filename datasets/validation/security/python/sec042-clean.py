def collect(sock, queue):
    data = b""
    while True:
        data += sock.recv(4096)
        if len(data) > 1_000_000:
            raise ValueError("too large")
        if not queue:
            break
    return data
