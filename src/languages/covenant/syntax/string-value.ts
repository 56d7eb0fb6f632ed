import type { Name } from "./terms.ts";
import type { Token } from "./token.ts";

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ['"', '"'],
  ["\\", "\\"],
]);

/** What a string token means: quotes taken off and escapes replaced; a triple string is verbatim. */
export function readString({ kind, text, start, end }: Token): Name {
  const value =
    kind === "triple-string"
      ? text.slice(3, -3)
      : text.includes("\\")
        ? // An unknown escape stays as written, its backslash too.
          text.slice(1, -1).replace(/\\([\s\S])/g, (all, mark: string) => ESCAPES.get(mark) ?? all)
        : text.slice(1, -1);
  return { text: value, start, end };
}
