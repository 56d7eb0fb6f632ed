import type { Example } from "../../domain/specification.ts";

/**
 * One line → example: `call => expression`, `call throws Name`, or `call throws`; `undefined` when it is neither.
 * Arrows and words inside brackets or strings belong to the call: `map([1], (x) => x + 1) => [2]`.
 */
export function parseExample(line: string): Example | undefined {
  const text = line.trim();
  const arrow = findLastOutside(text, /\s=>\s/y);
  if (arrow !== undefined) {
    const call = text.slice(0, arrow).trim();
    const expression = text.slice(arrow).trim().slice(2).trim();
    if (call !== "" && expression !== "") return { call, expected: { kind: "returns", expression } };
  }
  const thrown = findLastOutside(text, /\s(?:throws|raises)(?=\s|$)/y);
  if (thrown === undefined) return undefined;
  const call = text.slice(0, thrown).trim();
  const name = text.slice(thrown).trim().replace(/^(?:throws|raises)\s*/, "");
  if (call === "" || !/^[\w.]*$/.test(name)) return undefined;
  return { call, expected: { kind: "throws", name: name === "" ? undefined : name } };
}

const OPENING = "([{";
const CLOSING = ")]}";

/** Offset of the last match of a sticky pattern outside brackets and strings. */
function findLastOutside(text: string, pattern: RegExp): number | undefined {
  let found: number | undefined;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (`"'\``.includes(character)) {
      at = endOfString(text, at);
      continue;
    }
    if (OPENING.includes(character)) depth += 1;
    if (CLOSING.includes(character)) depth -= 1;
    pattern.lastIndex = at;
    if (depth === 0 && pattern.test(text)) found = at;
  }
  return found;
}

/** Offset of the quote that closes the string at `start`, or of the text's last character. */
function endOfString(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === quote) return at;
  }
  return text.length - 1;
}
