import paramiko


def connect(client):
    client.load_system_host_keys()
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
