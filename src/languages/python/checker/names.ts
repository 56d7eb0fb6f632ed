/** Python: the checker's part that finds names which nothing defines. */
export const NAMES = String.raw`
# Set by the import system, inside classes, or on other systems.
AMBIENT_NAMES = {
    "__path__",
    "__annotations__",
    "__class__",
    "__module__",
    "__qualname__",
    "__dict__",
    "__cached__",
    "__conditional_annotations__",
    "__firstlineno__",
    "__static_attributes__",
    "__classdict__",
    "WindowsError",
}
HOMES = {
    "collections": ["Counter", "OrderedDict", "defaultdict", "deque", "namedtuple"],
    "functools": [
        "cache",
        "cached_property",
        "lru_cache",
        "partial",
        "reduce",
        "total_ordering",
        "wraps",
    ],
    "itertools": [
        "accumulate",
        "chain",
        "combinations",
        "groupby",
        "islice",
        "permutations",
        "product",
    ],
    "dataclasses": ["dataclass", "field"],
    "enum": ["Enum", "IntEnum", "auto"],
    "abc": ["ABC", "abstractmethod"],
    "decimal": ["Decimal", "ROUND_HALF_UP"],
    "fractions": ["Fraction"],
    "pathlib": ["Path"],
    "datetime": ["date", "timedelta", "timezone"],
    "contextlib": ["contextmanager", "suppress"],
    "collections.abc": ["Iterable", "Iterator", "Mapping", "Sequence"],
    "typing": [
        "Any",
        "Callable",
        "Dict",
        "FrozenSet",
        "Generic",
        "List",
        "Literal",
        "NamedTuple",
        "Optional",
        "Protocol",
        "Set",
        "Tuple",
        "Type",
        "TypedDict",
        "TypeVar",
        "Union",
    ],
}

def find_undefined(text, walker):
    """Names that are read and can have no value; silent where a module may define names unseen."""
    if walker.has_star or any(is_dynamic(node) for node in walker.names + walker.attributes):
        return []
    found, seen = [], set()
    for name in walker.names:
        if name.is_lazy or name.id in seen or name.id in BUILTIN_NAMES or name.id in AMBIENT_NAMES:
            continue
        if name.scope.find(name.id) is not None or is_guarded(name):
            continue
        seen.add(name.id)
        message = "name '" + name.id + "' is not defined"
        found.append(finding("undefined-name", message, text.span(name), advice(name.id)))
    return found

def is_dynamic(node):
    """Whether this may define names unseen; enum and gettext have ways of their own."""
    if isinstance(node, ast.Attribute):
        return node.attr in ("global_enum", "_convert_", "install")
    return node.id in ("globals", "exec", "vars", "locals", "global_enum")

def advice(name):
    for module, names in HOMES.items():
        if name in names:
            return "Add: from " + module + " import " + name
    return "Add: import " + name if name in STANDARD_MODULES else None

def is_guarded(name):
    """Whether the code says itself that the name may be missing, or this line never run."""
    child, parent = name, name.parent
    while parent is not None:
        if (
            isinstance(parent, ast.Try)
            and child in parent.body
            and any(catches_names(h) for h in parent.handlers)
        ):
            return True
        if isinstance(parent, (ast.If, ast.IfExp, ast.While, ast.BoolOp)) and asks_where_it_runs(
            parent
        ):
            return True
        child, parent = parent, parent.parent
    return False

def catches_names(handler):
    names = ("NameError", "Exception", "BaseException")
    return handler.type is None or any(
        isinstance(each, ast.Name) and each.id in names for each in ast.walk(handler.type)
    )

def asks_where_it_runs(node):
    test = node.values[0] if isinstance(node, ast.BoolOp) else node.test
    attributes = ("version_info", "version", "platform", "name", "TYPE_CHECKING")
    return any(
        isinstance(each, ast.Constant)
        and not each.value
        or isinstance(each, ast.Attribute)
        and each.attr in attributes
        or isinstance(each, ast.Name)
        and each.id in ("PY2", "PY3", "TYPE_CHECKING", "__debug__")
        for each in ast.walk(test)
    )
`;
