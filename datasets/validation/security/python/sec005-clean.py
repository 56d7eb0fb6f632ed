import subprocess


def remove(name, toolbox):
    subprocess.run(["/bin/rm", "--", name], shell=False, check=True)
    toolbox.run("rm", shell=True)
    return "subprocess.run(x, shell=True)"
