/** Python: the harness's part that writes values so that equal text means equal values. */
export const VALUES = String.raw`
import collections, dataclasses, decimal, enum, fractions, hashlib, io, json, os, re, sys, types

ROOT = os.path.dirname(os.path.abspath(__file__))
LONGEST = 2000

def render(value):
    text = write(value, ())
    if len(text) <= LONGEST:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return text[:LONGEST] + "... (" + str(len(text)) + " characters, SHA-256 " + digest + ")"

def write(value, above):
    # The type itself, because an object can lie about its class.
    kind = type(value)
    if value is None or value is Ellipsis or value is NotImplemented or kind is bool:
        return repr(value)
    if issubclass(kind, (int, float, complex, decimal.Decimal, fractions.Fraction)):
        return write_number(value, kind)
    if issubclass(kind, str):
        return str.__repr__(value)
    if issubclass(kind, (bytes, bytearray, memoryview)):
        return repr(bytes(value))
    if issubclass(kind, enum.Enum):
        return kind.__name__ + "." + str(value._name_ or value._value_)
    if issubclass(kind, type):
        return "<class '" + value.__qualname__ + "'>"
    if issubclass(kind, FUNCTIONS):
        return "<function " + getattr(value, "__name__", "") + ">"
    if issubclass(kind, types.ModuleType):
        return "<module " + value.__name__ + ">"
    if id(value) in above:
        return "<cycle of " + str(len(above) - above.index(id(value))) + ">"
    return write_container(value, kind, above + (id(value),))

FUNCTIONS = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.MethodWrapperType,
    types.MethodDescriptorType,
    types.WrapperDescriptorType,
)
VIEWS = (type({}.keys()), type({}.items()))

def write_container(value, kind, above):
    def listed(items):
        return ", ".join([write(item, above) for item in items])

    def sorted_list(items):
        return ", ".join(sorted(write(item, above) for item in items))

    if issubclass(kind, list):
        return "[" + listed(list.__iter__(value)) + "]"
    if issubclass(kind, tuple):
        text = listed(tuple.__iter__(value))
        return "(" + text + (",)" if tuple.__len__(value) == 1 else ")")
    if issubclass(kind, (set, frozenset) + VIEWS):
        text = sorted_list(value)
        return "{" + text + "}" if text else "set()"
    if issubclass(kind, (dict, types.MappingProxyType)):
        items = value.items() if kind is types.MappingProxyType else dict.items(value)
        return (
            "{"
            + ", ".join(
                sorted(write(key, above) + ": " + write(item, above) for key, item in items)
            )
            + "}"
        )
    if issubclass(kind, collections.deque):
        return "deque([" + listed(value) + "])"
    if issubclass(kind, BaseException):
        return kind.__name__ + "(" + listed(value.args) + ")"
    if hasattr(kind, "__next__") and not issubclass(kind, io.IOBase):
        return write_iterator(value, above)
    if has_no_text(kind):
        return (
            kind.__name__
            + "("
            + ", ".join(
                name + "=" + write(item, above)
                for name, item in sorted(fields(value, kind).items())
            )
            + ")"
        )
    return re.sub(" at 0x[0-9a-fA-F]+", "", repr(value))

def write_iterator(value, above):
    texts = []
    for item in value:
        texts.append(write(item, above))
        if len(texts) == 1000:
            return "<iterator over " + ", ".join(texts) + ", ...>"
    return "<iterator over " + ", ".join(texts) + ">"

def has_no_text(kind):
    """Whether a class has no text of its own, or one that is not to be trusted."""
    module = sys.modules.get(kind.__module__)
    file = os.path.abspath(getattr(module, "__file__", None) or "/")
    return kind.__repr__ is object.__repr__ or module is None or file.startswith(ROOT + os.sep)

def fields(value, kind):
    found = dict(getattr(value, "__dict__", {}))
    for part in kind.__mro__:
        slots = part.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name.startswith("__") and not name.endswith("__"):
                name = "_" + part.__name__.lstrip("_") + name
            if name not in ("__dict__", "__weakref__") and hasattr(value, name):
                found[name] = getattr(value, name)
    return found

def write_number(value, kind):
    """Numbers that are equal are written alike: 2, 2.0, Decimal("2.00") and Fraction(4, 2)."""
    if issubclass(kind, int):
        return write_whole(int(value))
    if issubclass(kind, complex):
        if value.imag == 0:
            return write_number(value.real, float)
        return (
            "complex("
            + write_number(value.real, float)
            + ", "
            + write_number(value.imag, float)
            + ")"
        )
    if issubclass(kind, fractions.Fraction):
        if value.denominator == 1:
            return write_whole(value.numerator)
        exact = closest(value)
        return (
            float.__repr__(exact)
            if exact == value
            else "Fraction(%d, %d)" % (value.numerator, value.denominator)
        )
    if value != value:
        return "nan"
    if issubclass(kind, float):
        if value in (float("inf"), float("-inf")):
            return "inf" if value > 0 else "-inf"
        return write_whole(int(value)) if float.is_integer(value) else float.__repr__(value)
    if value.is_infinite():
        return "inf" if value > 0 else "-inf"
    sign, digits, exponent = value.as_tuple()
    if abs(value.adjusted()) < 400 and value == value.to_integral_value():
        return write_whole(int(value))
    exact = closest(value)
    if decimal.Decimal(exact) == value and exact != 0:
        return write_number(exact, float)
    text = "".join(map(str, digits))
    short = text.rstrip("0")
    return "Decimal('" + "-" * sign + short + "E" + str(exponent + len(text) - len(short)) + "')"

def closest(value):
    try:
        return float(value)
    except OverflowError:
        return 0.0

def write_whole(number):
    # Very long numbers have no decimal text by default.
    return str(number) if abs(number) < 10**1000 else hex(number)
`;
