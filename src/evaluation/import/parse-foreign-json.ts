import { Fault } from "../../domain/fault.ts";

/**
 * JSON as Python writes it: with NaN and Infinity, which become `null`.
 *
 * @throws {Fault} `source/unreadable` where it is no JSON, or was cut off
 */
export function parseForeignJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (first) {
    try {
      return JSON.parse(withoutConstants(text));
    } catch {
      throw new Fault("source/unreadable", `Cannot import "${file}": it is no whole JSON`, {
        help: `It was cut off, or is of another kind: ${first instanceof Error ? first.message : String(first)}`,
        cause: first,
      });
    }
  }
}

const CONSTANT = /-?\b(?:NaN|Infinity)\b/g;

/** Outside of strings, that is. */
function withoutConstants(text: string): string {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    const quote = indexOrEnd(text, at);
    pieces.push(text.slice(at, quote).replaceAll(CONSTANT, "null"));
    const end = endOfString(text, quote);
    pieces.push(text.slice(quote, end));
    at = end;
  }
  return pieces.join("");
}

function endOfString(text: string, quote: number): number {
  for (let at = indexOrEnd(text, quote + 1); at < text.length; at = indexOrEnd(text, at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return at + 1;
  }
  return text.length;
}

function indexOrEnd(text: string, from: number): number {
  const found = text.indexOf('"', from);
  return found === -1 ? text.length : found;
}
