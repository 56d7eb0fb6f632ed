import type { Example } from "../../domain/specification.ts";
import { readString } from "../../std/scan-code.ts";

/**
 * One line → example: `call => expression`, `call throws Name`, or `call throws`; `undefined` when it is neither.
 * Arrows and words inside brackets or strings belong to the call: `map([1], (x) => x + 1) => [2]`.
 */
export function parseExample(line: string): Example | undefined {
  const text = line.trim();
  const arrow = findOutside(text, /\s=>\s/y)?.at(-1);
  if (arrow !== undefined) {
    const call = text.slice(0, arrow).trim();
    const expression = text.slice(arrow).trim().slice(2).trim();
    if (call !== "" && expression !== "")
      return { call, expected: { kind: "returns", expression } };
  }
  const thrown = findOutside(text, /\s(?:throws|raises)(?=\s|$)/y)?.at(-1);
  if (thrown === undefined) return undefined;
  const call = text.slice(0, thrown).trim();
  const name = text
    .slice(thrown)
    .trim()
    .replace(/^(?:throws|raises)\s*/, "");
  if (call === "" || !/^[\p{L}\p{N}_.$]*$/u.test(name)) return undefined;
  return { call, expected: { kind: "throws", name: name === "" ? undefined : name } };
}

/** `text` without the comment that YAML sees in it: a hash after a space, outside brackets and strings. */
export function dropComment(text: string): string {
  const [hash] = findOutside(text, /\s#/y) ?? [];
  return hash === undefined ? text : text.slice(0, hash);
}

const OPENING = "([{";
const CLOSING = ")]}";

/**
 * Offsets at which a sticky pattern matches outside brackets and strings; `undefined` where brackets do not match or
 * a string is not closed.
 */
function findOutside(text: string, pattern: RegExp): readonly number[] | undefined {
  const found: number[] = [];
  const open: string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (`"'\``.includes(character)) {
      const { end, isClosed } = readString(text, at);
      if (!isClosed) return undefined;
      at = end - 1;
    } else if (OPENING.includes(character)) {
      open.push(CLOSING.charAt(OPENING.indexOf(character)));
    } else if (CLOSING.includes(character)) {
      if (open.pop() !== character) return undefined;
    } else if (open.length === 0) {
      pattern.lastIndex = at;
      if (pattern.test(text)) found.push(at);
    }
  }
  return open.length === 0 ? found : undefined;
}
