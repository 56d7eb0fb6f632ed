from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import telnetlib
    from ftplib import FTP


def name(ftp: "FTP") -> str:
    return str(ftp)
