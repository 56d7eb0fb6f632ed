/** Whether a pattern can read one text in exponentially many ways: `(a+)+`, `(a|a)*`, `(\w*\s?)*`. */

interface Item {
  /** What one character of it may be, over ASCII; for a group, everything in it. */
  readonly characters: ReadonlySet<number>;
  readonly isOptional: boolean;
  readonly isUnbounded: boolean;
  /** The ways to read a group; `undefined` for a single character. */
  readonly ways: readonly (readonly Item[])[] | undefined;
}

/** No pattern that matters is longer, and nested deeper ones are read no further. */
const LONGEST = 2000;
const DEEPEST = 30;

export function hasNestedRepetition(pattern: string): boolean {
  if (pattern.length > LONGEST) return false;
  const { ways } = readWays(pattern, 0, 0);
  return ways.some((way) => way.some(isAmbiguous));
}

/** A repeated group is ambiguous where nothing tells its rounds apart. */
function isAmbiguous({ ways, isUnbounded }: Item): boolean {
  if (ways === undefined) return false;
  if (ways.some((way) => way.some(isAmbiguous))) return true;
  if (!isUnbounded) return false;
  return overlaps(ways) || ways.some((way) => repeated(way, way).some((free) => free));
}

/** For each endless item in `way`, however deep: whether nothing that must stand in `round` is different from it. */
function repeated(way: readonly Item[], round: readonly Item[]): readonly boolean[] {
  return way.flatMap((item) => {
    const own = item.isUnbounded && item.ways === undefined ? [!isSetApart(item, round)] : [];
    return [...own, ...(item.ways ?? []).flatMap((inner) => repeated(inner, [...inner, ...round]))];
  });
}

/** Whether something must stand in the round that the item cannot read. */
const isSetApart = (item: Item, round: readonly Item[]): boolean =>
  round.some(
    (other) =>
      other !== item &&
      !other.isOptional &&
      (other.ways === undefined
        ? isDisjoint(other.characters, item.characters)
        : other.ways.every((way) => way.length === 0 || isSetApart(item, way))),
  );

const isDisjoint = (one: ReadonlySet<number>, other: ReadonlySet<number>): boolean =>
  ![...one].some((character) => other.has(character));

/** Two ways of one character each that read the same character. */
function overlaps(ways: readonly (readonly Item[])[]): boolean {
  const single = ways.filter((way) => way.length === 1 && way[0]?.ways === undefined).flat();
  return single.some((one, at) =>
    single.slice(at + 1).some((other) => !isDisjoint(one.characters, other.characters)),
  );
}

/** The alternatives from `from` up to a closing bracket or the end. */
function readWays(
  pattern: string,
  from: number,
  depth: number,
): { readonly ways: readonly (readonly Item[])[]; readonly end: number } {
  const ways: Item[][] = [[]];
  let at = from;
  while (at < pattern.length && pattern[at] !== ")") {
    if (pattern[at] === "|") {
      ways.push([]);
      at += 1;
      continue;
    }
    const read = readItem(pattern, at, depth);
    at = read.end;
    if (read.item !== undefined) ways.at(-1)?.push(read.item);
  }
  return { ways, end: at + 1 };
}

const HEAD = /\?(?::|<\w+>|P<\w+>|[a-z]*(?:-[a-z]+)?:|<?[=!])/y;

function readItem(
  pattern: string,
  at: number,
  depth: number,
): { readonly item: Item | undefined; readonly end: number } {
  const character = pattern[at] ?? "";
  if (character === "^" || character === "$") return { item: undefined, end: at + 1 };
  if (character === "(" && depth < DEEPEST) {
    HEAD.lastIndex = at + 1;
    const head = HEAD.exec(pattern)?.[0] ?? "";
    const { ways, end } = readWays(pattern, at + 1 + head.length, depth + 1);
    // What only looks ahead or behind reads nothing.
    if (/[=!]$/.test(head)) return { item: undefined, end };
    const characters = new Set(ways.flat().flatMap((item) => [...item.characters]));
    return quantify(pattern, end, { characters, ways });
  }
  const end = endOfAtom(pattern, at);
  const atom = pattern.slice(at, end);
  if (/^\\[bBAZzG]$/.test(atom)) return { item: undefined, end };
  return quantify(pattern, end, { characters: charactersOf(atom), ways: undefined });
}

function quantify(
  pattern: string,
  at: number,
  item: Pick<Item, "characters" | "ways">,
): { readonly item: Item; readonly end: number } {
  const sign = /^(?:[*+?]|\{(\d*)(,?)(\d*)\})/.exec(pattern.slice(at, at + 12));
  if (sign === null) return { item: { ...item, isOptional: false, isUnbounded: false }, end: at };
  const [text, least, comma, most] = sign;
  const isOptional = text === "*" || text === "?" || (comma !== undefined && Number(least) === 0);
  const isUnbounded = text === "*" || text === "+" || (comma === "," && most === "");
  let end = at + text.length;
  if (pattern[end] === "?") end += 1;
  // Possessive: what was read is not given back.
  const isPossessive = pattern[end] === "+";
  return {
    item: { ...item, isOptional, isUnbounded: isUnbounded && !isPossessive },
    end: isPossessive ? end + 1 : end,
  };
}

function endOfAtom(pattern: string, at: number): number {
  if (pattern[at] === "\\")
    return (
      at +
      (/^\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|u\{[^}]*\}|[pP]\{[^}]*\}|.)/s.exec(
        pattern.slice(at),
      )?.[0].length ?? 1)
    );
  if (pattern[at] !== "[") return at + 1;
  for (let end = at + 1; end < pattern.length; end += 1) {
    if (pattern[end] === "\\") end += 1;
    else if (pattern[end] === "]" && end > at + 1) return end + 1;
  }
  return pattern.length;
}

const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
const known = new Map<string, ReadonlySet<number>>();

/** The characters that a single atom reads; all of them where it cannot be told. */
function charactersOf(atom: string): ReadonlySet<number> {
  const kept = known.get(atom);
  if (kept !== undefined) return kept;
  let characters: ReadonlySet<number>;
  try {
    const reads = new RegExp(
      `^${/^[\\[.]/.test(atom) ? atom : atom.replace(/[^\w\s]/, String.raw`\$&`)}$`,
      /\\[pPu]/.test(atom) ? "u" : "",
    );
    characters = new Set(ASCII.flatMap((text, code) => (reads.test(text) ? [code] : [])));
  } catch {
    characters = new Set(ASCII.keys());
  }
  if (known.size < 500) known.set(atom, characters);
  return characters;
}
