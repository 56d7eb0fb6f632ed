import subprocess as sp


def remove(name):
    sp.run(f"rm {name}", shell=True)
    return sp.check_output("ls -l", shell=True)
