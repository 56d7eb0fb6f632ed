export interface LarkToken {
  readonly kind: "name" | "text" | "pattern" | "range" | "number" | "newline" | "sign";
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
}

const KINDS: readonly (readonly [LarkToken["kind"] | "blank", RegExp])[] = [
  ["blank", /(?:[ \t\r\f]|\/\/[^\n]*|#[^\n]*)+/uy],
  ["newline", /\n(?:\s|\/\/[^\n]*|#[^\n]*)*/uy],
  ["text", /"(?:[^"\\\n]|\\.)*"i?/uy],
  ["pattern", /\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/uy],
  ["range", /\{\d*(?:,\d*)?\}|~ *\d+(?: *\.\. *\d+)?/uy],
  ["number", /-?\d+/uy],
  ["name", /[?!]{0,2}_?[A-Za-z][A-Za-z0-9_]*/uy],
  ["sign", /%[a-z]+|->|\.\.|[:|()[\]?*+.,]/uy],
];

/** The words of a Lark text, comments left out; or what cannot be one. */
export function splitLark(
  text: string,
): { readonly tokens: readonly LarkToken[] } | { readonly unread: string; readonly line: number } {
  const tokens: LarkToken[] = [];
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const [kind, end] = wordAt(text, at);
    if (kind === undefined) return { unread: text.slice(at, at + 20), line };
    const word = text.slice(at, end);
    if (kind !== "blank") tokens.push({ kind, text: word, start: at, end, line });
    line += word.split("\n").length - 1;
    at = end;
  }
  return { tokens };
}

function wordAt(
  text: string,
  at: number,
): readonly [LarkToken["kind"] | "blank" | undefined, number] {
  for (const [kind, pattern] of KINDS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null && match[0] !== "") return [kind, at + match[0].length];
  }
  return [undefined, at];
}
