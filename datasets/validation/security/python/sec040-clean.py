from ftplib import FTP_TLS


def fetch(ftplib_like):
    return FTP_TLS("files.example.com"), ftplib_like.FTP
