/** Python: the worker's part that takes a node through its steps and says what came of each. */
export const NODE_STEPS = String.raw`
import asyncio, importlib, json, linecache, traceback, warnings
import omnibase_core.nodes as core_nodes
from omnibase_core.nodes import NodeCompute, NodeEffect, NodeOrchestrator, NodeReducer
from omnibase_core.nodes import ModelComputeInput, ModelComputeOutput, ModelEffectInput, ModelEffectOutput
from omnibase_core.nodes import ModelOrchestratorOutput
from omnibase_core.enums.enum_effect_types import EnumEffectType
from omnibase_core.enums.enum_validator_mode import EnumValidatorMode
from omnibase_core.errors import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.normalization import validate_contract_file
import omnibase_core.logging, pydantic

BASES = {"effect": NodeEffect, "compute": NodeCompute, "reducer": NodeReducer, "orchestrator": NodeOrchestrator}
#: What a program's own mistakes are, even where they come wrapped into an error of the framework.
MISTAKES = (NameError, AttributeError, TypeError, ImportError, pydantic.ValidationError)

class Declined(Exception):
    """The node ran, and what it does for input that it takes was not seen."""

class Refused(Exception):
    """Something that runs and is not what was asked for."""
    def __init__(self, message, place=None):
        super().__init__(message)
        self.place = place

def place_of(error, folder):
    """The innermost line of the node's own files that had to do with it."""
    if isinstance(error, SyntaxError) and str(error.filename).startswith(folder):
        return os.path.relpath(error.filename, folder), error.lineno
    frames = [each for each in traceback.extract_tb(error.__traceback__) if each.filename.startswith(folder)]
    return (os.path.relpath(frames[-1].filename, folder), frames[-1].lineno) if frames else (None, None)

def place_of_definition(thing, folder):
    function = inspect.unwrap(thing)
    code = getattr(function, "__code__", None)
    if code is not None:
        return os.path.relpath(code.co_filename, folder), code.co_firstlineno
    module = sys.modules.get(thing.__module__)
    try:
        return os.path.relpath(module.__file__, folder), inspect.getsourcelines(thing)[1]
    except (OSError, TypeError, AttributeError):
        return None, None

def deepest_mistake(error):
    seen = error
    while seen is not None:
        if isinstance(seen, MISTAKES):
            return seen
        seen = seen.__cause__ or seen.__context__
    return None

def name_of_code(error):
    code = getattr(error, "error_code", None)
    return getattr(code, "name", None)

def describe(error, folder):
    file, line = place_of(error, folder)
    if isinstance(error, Refused) and error.place is not None:
        file, line = error.place
    return {
        "names": [each.__name__ for each in type(error).__mro__ if each not in (object, BaseException)],
        "message": str(getattr(error, "message", None) or error)[:2000],
        "code": name_of_code(error), "file": file, "line": line,
    }

def check_contract(node):
    try:
        result = validate_contract_file(pathlib.Path(node["folder"], node["contractPath"]), EnumValidatorMode.STRICT)
    except (ModelOnexError, pydantic.ValidationError) as error:
        raise Refused(str(getattr(error, "message", error))) from error
    if not result.passed:
        raise Refused("; ".join(str(each) for each in result.errors))

def load(node):
    sys.path.insert(0, node["folder"])
    warnings.simplefilter("ignore")
    for name in node["modules"]:
        node["loaded"][name] = importlib.import_module(name)

def resolve(path):
    module, _, name = path.replace(":", ".").rpartition(".")
    return getattr(importlib.import_module(module), name)

def find_classes(node):
    for wish in ("inputModel", "outputModel"):
        path = node[wish]
        try:
            node["found"][wish] = resolve(path)
        except (AttributeError, ImportError) as error:
            raise Refused("the contract's " + ("input_model" if wish == "inputModel" else "output_model")
                          + " " + path + " is not there") from error
        if not (inspect.isclass(node["found"][wish]) and issubclass(node["found"][wish], pydantic.BaseModel)):
            raise Refused(path + " is no pydantic model", place_of_definition(node["found"][wish], node["folder"]))
    module = node["loaded"][node["main"]]
    base = BASES[node["kind"]]
    own = [each for each in vars(module).values() if inspect.isclass(each) and each.__module__ == module.__name__]
    nodes = [each for each in own if issubclass(each, base)]
    if not nodes:
        raise Refused("no class of " + node["main"].rpartition(".")[2] + ".py extends " + base.__name__)
    node["found"]["node"] = nodes[0]
    if node["handler"] is not None:
        try:
            node["found"]["handler"] = resolve(node["handler"])
        except (AttributeError, ImportError) as error:
            raise Refused("the contract's default_handler " + node["handler"] + " is not there") from error

def make(node):
    node["instance"] = node["found"]["node"](ModelONEXContainer())

async def settle(value):
    return await value if inspect.isawaitable(value) else value

def require(value, model, function, folder):
    if not isinstance(value, model):
        raise Refused(function.__qualname__ + "() gives " + type(value).__name__ + ", expected " + model.__name__,
                      place_of_definition(function, folder))

async def call_handler(node, request):
    handler = node["found"]["handler"]
    node["handlerInstance"] = handler(**sample_arguments(handler.__init__)) if "__init__" in vars(handler) else handler()
    handle = getattr(node["handlerInstance"], "handle", None)
    if handle is None:
        raise Refused(handler.__name__ + " has no handle()", place_of_definition(handler, node["folder"]))
    answer = await settle(handle(request))
    require(answer, node["found"]["outputModel"], handle, node["folder"])
    return answer

def unwrap(result, node):
    model = node["found"]["outputModel"]
    try:
        return model.model_validate(result) if isinstance(result, dict) else result
    except pydantic.ValidationError as error:
        raise Refused("the node's result is no " + model.__name__,
                      place_of_definition(node["found"]["node"], node["folder"])) from error

async def use_compute(node, request):
    instance = node["instance"]
    given = NodeCompute(ModelONEXContainer()).computation_registry
    own = [each for each in instance.computation_registry if each not in given]
    wished = node["algorithm"] or next(iter(own), "default")
    if wished not in own and type(instance).process is NodeCompute.process:
        raise Refused("nothing is registered as the computation " + repr(wished),
                      place_of_definition(node["found"]["node"], node["folder"]))
    answers = []
    for _ in range(2):
        output = await instance.process(ModelComputeInput(data=request, computation_type=wished, cache_enabled=False))
        require(output, ModelComputeOutput, instance.process, node["folder"])
        answers.append(unwrap(output.result, node))
    require(answers[0], node["found"]["outputModel"], node["found"]["node"].process, node["folder"])
    if answers[0] != answers[1]:
        raise Refused("two runs with the same input give different results",
                      place_of_definition(node["found"]["node"], node["folder"]))
    return True

async def use_effect(node, request):
    instance = node["instance"]
    handler = node.get("handlerInstance")
    for name, method in inspect.getmembers(instance, inspect.ismethod):
        if name.startswith("bind") and handler is not None:
            wanted = list(typing.get_type_hints(method.__func__).items())
            if [each for key, each in wanted if key != "return"] == [type(handler)]:
                method(handler)
    if type(instance).process is NodeEffect.process:
        # Its handler ran; the base class's own process() needs a host.
        return "handler" in node["found"]
    effect = ModelEffectInput(effect_type=next(iter(EnumEffectType)), operation_data=request.model_dump())
    output = await instance.process(effect)
    require(output, ModelEffectOutput, instance.process, node["folder"])
    return True

async def use_orchestrator(node, request):
    instance = node["instance"]
    is_called = "handler" in node["found"]
    for name, function in vars(type(instance)).items():
        if not inspect.isfunction(function) or name.startswith("_"):
            continue
        hints = {key: each for key, each in typing.get_type_hints(function).items() if key != "return"}
        if list(hints.values()) != [node["found"]["inputModel"]]:
            continue
        answer = await settle(getattr(instance, name)(request))
        is_called = True
        if name == "execute_orchestration":
            require(answer, ModelOrchestratorOutput, function, node["folder"])
    return is_called

USES = {"compute": use_compute, "effect": use_effect, "orchestrator": use_orchestrator}

async def try_out_now(node):
    try:
        request = sample(node["found"]["inputModel"])
        if "handler" in node["found"]:
            await call_handler(node, request)
        elif node["kind"] == "reducer":
            raise NoSample("the contract names no handler, and a reducer's state machine is loaded by its host")
        if node["kind"] in USES and not await USES[node["kind"]](node, request):
            raise Declined("The node was not called: nothing of it takes the contract's input by itself")
    except ModelOnexError as error:
        mistake = deepest_mistake(error)
        if mistake is not None and place_of(mistake, node["folder"])[0] is not None:
            raise mistake
        if name_of_code(error) == "METHOD_NOT_IMPLEMENTED":
            raise
        # The input is made up: to refuse it, in the framework's own way, is no mistake, and no work either.
        raise Declined("The node refused what was made up for it: " + str(name_of_code(error))) from error

def try_out(node):
    asyncio.run(try_out_now(node))

STEPS = (("contract", check_contract), ("import", load), ("classes", find_classes),
         ("instance", make), ("try", try_out))

def write_node(request, folder):
    for file in request["files"]:
        path = os.path.join(folder, file["path"])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as target:
            target.write(file["text"])
    return {**request, "folder": folder, "loaded": {}, "found": {}}

def run_node(request, folder):
    node = write_node(request, folder)
    said = []
    for name, step in STEPS:
        try:
            step(node)
            said.append({"step": name, "outcome": "held"})
        except (NoSample, Declined) as error:
            why = str(error) if isinstance(error, Declined) else "The node was not called: " + str(error)
            said.append({"step": name, "outcome": "skipped", "why": why})
        except MemoryError:
            raise
        except BaseException as error:
            said.append({"step": name, "outcome": "failed", "error": describe(error, folder)})
            break
    return {"steps": said}

def canonical(value):
    """A value as text; equal texts are equal values."""
    if isinstance(value, pydantic.BaseModel):
        return canonical({name: getattr(value, name) for name in type(value).model_fields})
    if isinstance(value, dict):
        return "{" + ", ".join(sorted(canonical(key) + ": " + canonical(each) for key, each in value.items())) + "}"
    if isinstance(value, (list, tuple)):
        ends = "[]" if isinstance(value, list) else "()"
        return ends[0] + ", ".join(map(canonical, value)) + ends[1]
    if isinstance(value, (set, frozenset)):
        return "set(" + ", ".join(sorted(map(canonical, value))) + ")"
    if isinstance(value, enum.Enum):
        return canonical(value.value)
    return repr(value)

NAMESPACE = {"Decimal": decimal.Decimal, "UUID": uuid.UUID, "datetime": datetime.datetime, "date": datetime.date,
             "timedelta": datetime.timedelta, "UTC": datetime.timezone.utc}

async def evaluate_one(expression, names, folder):
    try:
        return {"kind": "returned", "value": canonical(await settle(eval(expression, dict(names))))}
    except MemoryError:
        raise
    except BaseException as error:
        return {"kind": "threw", **describe(error, folder)}

def evaluate(request, folder):
    """Values of expressions, among a node's names, or where no files are given, among none."""
    node = write_node(request, folder)
    names = dict(NAMESPACE)
    try:
        load(node)
    except BaseException as error:
        return {"values": [{"kind": "threw", **describe(error, folder)} for _ in request["expressions"]]}
    for module in node["loaded"].values():
        names.update({name: each for name, each in vars(module).items() if not name.startswith("_")})
    names["container"] = ModelONEXContainer()
    async def all_of_them():
        return [await evaluate_one(each, names, folder) for each in request["expressions"]]
    return {"values": asyncio.run(all_of_them())}

WORK = {"run": run_node, "evaluate": evaluate}
`;
