/** Small readers for what a compiler written in Rust prints. */

/** Takes colours off. */
export const stripColours = (text: string): string => text.replace(/\x1b\[[0-9;]*m/g, "");

/**
 * What stands between `parts`, which must follow each other in `text`, the first at its start and the last at its
 * end; `undefined` where they do not.
 *
 * @example readBetween("a `x` b", ["a `", "` b"]) // ["x"]
 */
export function readBetween(
  text: string,
  [first, ...rest]: readonly [string, ...string[]],
): readonly string[] | undefined {
  if (!text.startsWith(first)) return undefined;
  const found: string[] = [];
  let at = first.length;
  for (const [index, part] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const next = isLast ? text.length - part.length : text.indexOf(part, at);
    if (next < at || !text.startsWith(part, next)) return undefined;
    found.push(text.slice(at, next));
    at = next + part.length;
  }
  return found;
}

const ESCAPE = /\\(?:u\{([0-9a-f]{1,6})\}|(.))/gs;
const MARKS: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["0", "\0"],
]);

/** Every string in a text that Rust's debug format printed, e.g. `["a", "b\"c"]` or `Some("a")`. */
export function readDebugStrings(text: string): readonly string[] {
  const strings: string[] = [];
  for (let open = text.indexOf('"'); open !== -1; ) {
    const close = findClosingQuote(text, open + 1);
    if (close === undefined) break;
    strings.push(unescapeDebug(text.slice(open + 1, close)));
    open = text.indexOf('"', close + 1);
  }
  return strings;
}

function findClosingQuote(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at += text[at] === "\\" ? 2 : 1)
    if (text[at] === '"') return at;
  return undefined;
}

const unescapeDebug = (text: string): string =>
  text.replace(ESCAPE, (all, point: string | undefined, mark: string | undefined) => {
    if (mark !== undefined) return MARKS.get(mark) ?? mark;
    const code = Number.parseInt(point ?? "", 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });

/** Splits `A, found B` at the last `, found ` that stands in no braces: displays of structs hold commas. */
export function splitExpectedFound(
  text: string,
): { readonly expected: string; readonly found: string } | undefined {
  const at = findOutsideBraces(text) ?? text.lastIndexOf(FOUND);
  if (at === -1) return undefined;
  return { expected: text.slice(0, at), found: text.slice(at + FOUND.length) };
}

const FOUND = ", found ";

function findOutsideBraces(text: string): number | undefined {
  let depth = 0;
  let last: number | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === "{") depth += 1;
    else if (character === "}") depth -= 1;
    else if (character === "," && depth === 0 && text.startsWith(FOUND, at)) last = at;
  }
  // Names may hold lone braces: then depth tells nothing.
  return depth === 0 ? last : undefined;
}
