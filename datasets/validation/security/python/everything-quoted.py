"""
os.system("rm -rf /"); eval(x); pickle.loads(data)
password = "hunter2hunter2"
"""
# subprocess.run(cmd, shell=True)
# yaml.load(text)
EXAMPLES = [
    "os.system(command)",
    "pickle.loads(data)",
    "hashlib.md5(data)",
    "requests.get(url, verify=False)",
    'f"SELECT * FROM {table}"',
]
