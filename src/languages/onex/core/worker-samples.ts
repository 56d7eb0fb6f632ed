/** Python: the worker's part that makes up the plainest value that a type allows. */
export const SAMPLES = String.raw`
import sys
if len(sys.argv) > 1:
    sys.path.append(sys.argv[1])
import collections.abc, datetime, decimal, enum, inspect, pathlib, types, typing, uuid

class NoSample(Exception):
    pass

PLAIN = {
    bool: True, str: "x", bytes: b"x", type(None): None,
    uuid.UUID: uuid.UUID("12345678-1234-4234-8234-123456789abc"),
    datetime.datetime: datetime.datetime(2024, 5, 6, 7, 8, 9, tzinfo=datetime.timezone.utc),
    datetime.date: datetime.date(2024, 5, 6), datetime.time: datetime.time(7, 8, 9),
    datetime.timedelta: datetime.timedelta(seconds=1), pathlib.Path: pathlib.Path("x"),
}
LISTS = {
    list: list, set: set, frozenset: frozenset, collections.abc.Sequence: list, collections.abc.Iterable: list,
    collections.abc.Set: frozenset, collections.abc.Collection: list,
}

def bound(metadata, name):
    found = [getattr(each, name, None) for each in metadata]
    return next((each for each in found if each is not None), None)

def sample_number(kind, metadata):
    value = kind(1)
    low = bound(metadata, "ge")
    above = bound(metadata, "gt")
    high = bound(metadata, "le")
    below = bound(metadata, "lt")
    if low is not None and value < low:
        value = kind(low)
    if above is not None and value <= above:
        value = kind(above) + 1
    if high is not None and value > high:
        value = kind(high)
    if below is not None and value >= below:
        step = 1 if kind is int else kind(1) / 2
        value = kind(below) - step
    return value

def sample(wanted, metadata=(), depth=0):
    """The plainest value of a type; NoSample where none can be made up."""
    if depth > 8:
        raise NoSample("it is nested too deep")
    if bound(metadata, "pattern") is not None:
        raise NoSample("it must match a pattern")
    if isinstance(wanted, typing.TypeAliasType):
        return sample(wanted.__value__, metadata, depth)
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin is typing.Annotated:
        return sample(arguments[0], tuple(metadata) + tuple(arguments[1:]), depth)
    if origin is typing.Literal:
        return arguments[0]
    if origin in (typing.Union, types.UnionType):
        return sample(arguments[0], metadata, depth + 1)
    if wanted is str:
        return "x" * max(1, bound(metadata, "min_length") or 0)
    if wanted in (int, float, decimal.Decimal):
        return sample_number(wanted, metadata)
    count = max(1, bound(metadata, "min_length") or 0)
    container = origin or wanted
    if container in LISTS:
        inner = arguments[0] if arguments else str
        return LISTS[container](sample(inner, (), depth + 1) for _ in range(count))
    if container is tuple:
        if not arguments or arguments[-1] is Ellipsis:
            inner = arguments[0] if arguments else str
            return tuple(sample(inner, (), depth + 1) for _ in range(count))
        return tuple(sample(each, (), depth + 1) for each in arguments)
    if container in (dict, collections.abc.Mapping):
        key, value = arguments or (str, str)
        return {sample(key, (), depth + 1): sample(value, (), depth + 1)}
    if wanted in PLAIN:
        return PLAIN[wanted]
    if inspect.isclass(wanted):
        if issubclass(wanted, enum.Enum):
            return next(iter(wanted))
        if hasattr(wanted, "model_fields"):
            return sample_model(wanted, depth)
        if getattr(wanted, "_is_protocol", False):
            return sample_port(wanted)
    raise NoSample("nothing is known of " + str(getattr(wanted, "__name__", wanted)))

def sample_model(model, depth=0):
    values = {
        field.alias or name: sample(field.annotation, field.metadata, depth + 1)
        for name, field in model.model_fields.items()
        if field.is_required()
    }
    try:
        return model.model_validate(values)
    except ValueError as error:
        raise NoSample(model.__name__ + " refuses what was made up for it") from error

def sample_port(protocol):
    """Something with the methods of a protocol, which give the plainest values."""
    def imitate(name, method):
        # Made up before the node runs: a port about which nothing is known must not look like the node's failure.
        value = sample(typing.get_type_hints(method).get("return", type(None)))
        if inspect.iscoroutinefunction(method):
            async def answer(self, *arguments, **named):
                return value
        else:
            def answer(self, *arguments, **named):
                return value
        answer.__name__ = name
        return answer
    methods = {
        name: imitate(name, method)
        for base in reversed(protocol.__mro__)
        for name, method in vars(base).items()
        if inspect.isfunction(method) and not name.startswith("__")
    }
    return type("Imitated" + protocol.__name__, (), methods)()

def sample_arguments(function):
    """Values for all parameters of a function that have no default."""
    hints = typing.get_type_hints(function, include_extras=True)
    wanted = [
        each for each in list(inspect.signature(function).parameters.values())
        if each.default is inspect.Parameter.empty
        and each.kind in (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
        and each.name != "self"
    ]
    missing = [each.name for each in wanted if each.name not in hints]
    if missing:
        raise NoSample("the parameter " + missing[0] + " has no type")
    return {each.name: sample(hints[each.name]) for each in wanted}
`;
