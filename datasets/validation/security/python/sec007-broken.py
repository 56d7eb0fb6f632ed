import subprocess


def run(program):
    subprocess.run([program, "--version"])
    subprocess.Popen(["git", "status"])
