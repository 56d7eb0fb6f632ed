import subprocess
import sys

GIT = "/usr/bin/git"


def run():
    subprocess.run([sys.executable, "-m", "build"], check=True)
    subprocess.run([GIT, "status"], check=True)
    subprocess.run(["/usr/bin/git", "status"], check=True)
