/** What the types of other languages become. */

/** Types that become one of the language, with what is lost on the way. */
interface Plain {
  readonly type: string;
  readonly loss: string | undefined;
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const rows = (type: string, names: string, loss?: string): readonly (readonly [string, Plain])[] =>
  words(names).map((name) => [name, { type, loss }]);

/** By their name. */
export const PLAIN_TYPES: ReadonlyMap<string, Plain> = new Map([
  ...rows("Int", "int Int Integer"),
  ...rows("Int", "bigint BigInt", "it has no bounds, and an Int has 64 bits"),
  ...rows("Int", "timedelta", "a span of time is a number of seconds here"),
  ...rows("Float", "float double"),
  ...rows("Float", "number Number", "what counts or indexes may rather be an Int"),
  ...rows("Float", "Decimal Fraction", "it is exact, and a Float is not"),
  ...rows("String", "str string String AnyStr LiteralString char"),
  ...rows(
    "String",
    "Path PurePath PosixPath PathLike URL UUID Pattern RegExp Match",
    "it is a text here, without its methods",
  ),
  ...rows(
    "String",
    "Error Exception BaseException ValueError TypeError RangeError",
    "only its message is kept",
  ),
  ...rows("Bool", "bool boolean Boolean"),
  ...rows("Bytes", "bytes bytearray memoryview Uint8Array Buffer ArrayBuffer Blob"),
  ...rows("DateTime", "datetime DateTime Date Timestamp"),
  ...rows("DateTime", "date", "it has a time of day here"),
  ...rows("Any", "Any any unknown object Object JSON JsonValue", "the source does not say more"),
]);

/** Names of nothing. */
export const NOTHING: ReadonlySet<string> = new Set(
  words("void None NoneType null undefined NoReturn never Never"),
);

/** Types of one kind of element, in order. */
export const LISTS: ReadonlySet<string> = new Set(
  words(`list List Array ReadonlyArray ArrayLike Sequence MutableSequence Collection deque
    Iterable Iterator IterableIterator AsyncIterable AsyncIterator Generator AsyncGenerator`),
);

/** Those that make their elements one after the other. */
export const LAZY_LISTS: ReadonlySet<string> = new Set(
  words("Iterable Iterator IterableIterator AsyncIterable AsyncIterator Generator AsyncGenerator"),
);

export const SETS: ReadonlySet<string> = new Set(
  words("set Set frozenset FrozenSet AbstractSet MutableSet ReadonlySet"),
);

export const MAPS: ReadonlySet<string> = new Set(
  words("dict Dict Mapping MutableMapping defaultdict OrderedDict Record Map ReadonlyMap WeakMap"),
);

/** Types that stand for their last argument. */
export const WRAPPERS: ReadonlySet<string> = new Set(
  words(`Promise PromiseLike Awaited Awaitable Coroutine Readonly Required NonNullable Partial
    Final ClassVar Annotated`),
);

export const FUNCTIONS: ReadonlySet<string> = new Set(words("Callable Function"));
