/** The words of a Lark grammar as llguidance reads it, each with its place. */

export type LarkWordKind =
  | "keyword"
  | "block"
  | "string"
  | "regex"
  | "special"
  | "rule"
  | "terminal"
  | "number"
  | "newline"
  | "sign";

export interface LarkWord {
  readonly kind: LarkWordKind;
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

const BLANKS = /(?:[ \t]+|(?:#|\/\/)[^\n]*)+/y;
const WORDS: readonly (readonly [LarkWordKind, RegExp])[] = [
  ["newline", /(?:\r?\n)+[ \t]*/y],
  ["keyword", /%[a-z]+/y],
  ["string", /"(?:\\.|[^"\\\n])*"i?/y],
  ["regex", /\/(?:\\.|[^/\\\n])+\/[imslux]*/y],
  ["special", /<[^<>\s]+>|@[a-zA-Z0-9_-]+/y],
  ["rule", /!?[_?]?[a-z][_a-z0-9-]*/y],
  ["terminal", /_?[A-Z][_A-Z0-9-]*/y],
  ["number", /0[xX][0-9a-fA-F]+|[+-]?\d+(?:\.\d+)?/y],
  ["sign", /->|::|\.\.|[:,.(){}[\]~|&=#_+*?]/y],
];
/** Keywords that a block of braces follows, which is not Lark, or a grammar of its own. */
const WITH_BLOCK = new Set(["%json", "%regex", "%lark", "%llguidance"]);

/** `undefined` where the text is not Lark: the engine says why. */
export function lexLark(text: string): readonly LarkWord[] | undefined {
  const words: LarkWord[] = [];
  let at = 0;
  let line = 1;
  let lineStart = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    at += take(BLANKS)?.length ?? 0;
    if (at >= text.length) break;
    const place = { line, column: at - lineStart + 1 };
    const found = WORDS.map(([kind, pattern]) => ({ kind, text: take(pattern) })).find(
      (word) => word.text !== undefined,
    );
    if (found?.text === undefined) return undefined;
    let { kind } = found;
    let end = at + found.text.length;
    if (WITH_BLOCK.has(found.text)) {
      const blockEnd = endOfBlock(text, end);
      if (blockEnd === undefined) return undefined;
      if (found.text !== "%llguidance") kind = "block";
      end = blockEnd;
    }
    const taken = text.slice(at, end);
    words.push({ kind, text: taken, ...place });
    for (let i = at; i < end; i += 1) {
      if (text[i] !== "\n") continue;
      line += 1;
      lineStart = i + 1;
    }
    at = end;
  }
  return words;
}

/** Where the braces that open next are closed; braces in strings do not count. */
function endOfBlock(text: string, start: number): number | undefined {
  const open = text.indexOf("{", start);
  if (open < 0 || text.slice(start, open).trim() !== "") return undefined;
  let depth = 0;
  const parts = /"(?:\\.|[^"\\])*"|[{}]/g;
  parts.lastIndex = open;
  for (let part = parts.exec(text); part !== null; part = parts.exec(text)) {
    if (part[0] === "{") depth += 1;
    if (part[0] === "}") depth -= 1;
    if (depth === 0) return part.index + 1;
  }
  return undefined;
}
