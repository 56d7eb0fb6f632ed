import telnetlib
from ftplib import FTP


def fetch():
    return FTP("files.example.com"), telnetlib
