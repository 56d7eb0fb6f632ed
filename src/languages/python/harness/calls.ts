/** Python: the harness's part that loads the candidate and makes the calls of examples. */
export const CALLS = String.raw`
import ast, importlib, importlib.util, inspect, traceback

HOMES = {
    "Counter": "collections",
    "OrderedDict": "collections",
    "defaultdict": "collections",
    "deque": "collections",
    "Decimal": "decimal",
    "Fraction": "fractions",
    "Path": "pathlib",
    "PurePosixPath": "pathlib",
    "date": "datetime",
    "timedelta": "datetime",
    "timezone": "datetime",
    "UUID": "uuid",
    "SimpleNamespace": "types",
}

def open_channel():
    """The harness's own way out: a copy of stdout, and a word before each line."""
    channel = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    write, dumps = os.write, json.dumps
    # Made here and told before the candidate runs: no argument, file or environment holds it.
    nonce = os.urandom(16).hex()

    def send(line):
        rest = (nonce + " " + dumps(line) + "\n").encode()
        while rest:
            rest = rest[write(channel, rest) :]

    send("start")
    return send

def load(path, name):
    """Imports a file, by its name where the import system finds it there."""
    file = os.path.join(ROOT, *path.split("/"))
    if all(part.isidentifier() for part in name.split(".")):
        try:
            found = importlib.util.find_spec(name)
        except (ImportError, ValueError):
            found = None
        if found is not None and found.origin == file and name not in sys.modules:
            return importlib.import_module(name)
    spec = importlib.util.spec_from_file_location(name, file)
    module = importlib.util.module_from_spec(spec)
    # Classes look their module up by its name.
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module

def namespace_for(source, known):
    """What an expression may use: what is known, and the standard library without imports."""
    names = dict(known)
    for node in ast.walk(ast.parse(source, mode="eval")):
        if not isinstance(node, ast.Name) or node.id in names or hasattr(__builtins__, node.id):
            continue
        if node.id in HOMES:
            names[node.id] = getattr(importlib.import_module(HOMES[node.id]), node.id)
        elif node.id in STANDARD:
            names[node.id] = importlib.import_module(node.id)
    if "datetime" in names and re.search(r"\bdatetime\(", source) and "datetime" not in known:
        names["datetime"] = names["datetime"].datetime
    return names

def evaluate(source, known):
    try:
        source = source.strip()
        code = compile(source, "<example>", "eval", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True)
        value = eval(code, namespace_for(source, known))
        if inspect.isawaitable(value):
            import asyncio

            value = asyncio.run(wait_for(value))
        return {"kind": "returned", "value": render(value)}
    except BaseException as error:
        return describe(error)

async def wait_for(value):
    value = await value
    # An expression with await in it is a coroutine itself, and may give another.
    return await value if inspect.isawaitable(value) else value

def describe(error):
    names = []
    for kind in type(error).__mro__[:-1]:
        full = kind.__module__ + "." + kind.__qualname__
        short = kind.__module__.split(".")[0] + "." + kind.__qualname__
        names += [kind.__name__] if kind.__module__ == "builtins" else [kind.__name__, full, short]
    try:
        message = str(error)
    except BaseException:
        message = ""
    return {
        "kind": "threw",
        "names": list(dict.fromkeys(names)),
        "message": message[:LONGEST],
        "line": own_line(error),
    }

def own_line(error):
    """The last line of the candidate that an error came through."""
    line = None
    if isinstance(error, SyntaxError):
        return None
    for frame, number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename == os.path.join(ROOT, *JOB["path"].split("/")):
            line = number
    return line

def run_calls(send):
    known = {}
    if JOB["path"]:
        try:
            known = vars(load(JOB["path"], JOB["module"]))
        except BaseException as error:
            send({"import": describe(error)})
            return
    for at, source in enumerate(JOB["expressions"]):
        send({"at": at, "outcome": evaluate(source, known)})
    send({"end": True})

with open(os.path.join(ROOT, JOB_FILE), encoding="utf-8") as file:
    JOB = json.load(file)
STANDARD = set(JOB["standardModules"])
`;
