def collect(sock):
    data = b""
    while True:
        data += sock.recv(4096)
