/** Where a place is: among the tokens, and on its line. */

import type { Program, Snippet } from "../syntax/ast.ts";
import type { Token } from "../syntax/token.ts";

/** The first token that begins at `offset` or after it. */
export function tokenFrom({ tokens }: Program, offset: number): Token {
  let [low, high] = [0, tokens.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  return tokens[low] as Token;
}

/** The token `distance` places after `token`; `undefined` beyond the file. */
export const neighbour = (
  { tokens }: Program,
  { index }: Token,
  distance: number,
): Token | undefined => tokens[index + distance];

/** Whether `token` is a bare word or mark that reads `text`; a string is not. */
export const reads = <Text extends string>(
  token: Token | undefined,
  text: Text,
): token is Token & { readonly text: Text } =>
  token !== undefined && token.text === text && token.kind !== "string" && token.kind !== "error";

export const isString = (
  token: Token | undefined,
): token is Token & { readonly kind: "string" | "triple-string" } =>
  token?.kind === "string" || token?.kind === "triple-string";

export const isWord = (
  token: Token | undefined,
): token is Token & { readonly kind: "identifier" | "keyword" } =>
  token?.kind === "identifier" || token?.kind === "keyword";

/** Where the line of `offset` begins. */
export const lineStart = (source: string, offset: number): number =>
  offset === 0 ? 0 : source.lastIndexOf("\n", offset - 1) + 1;

/** Where the line of `offset` ends, its line break left out. */
export function lineEnd(source: string, offset: number): number {
  const end = source.indexOf("\n", offset);
  return end === -1 ? source.length : end;
}

/** The blanks with which the line of `offset` begins. */
export function indentAt(source: string, offset: number): string {
  const start = lineStart(source, offset);
  let end = start;
  while (source[end] === " " || source[end] === "\t") end += 1;
  return source.slice(start, end);
}

/** Whether only blanks stand before `offset` on its line. */
export const isFirstOnLine = (source: string, offset: number): boolean =>
  lineStart(source, offset) + indentAt(source, offset).length === offset;

/** Whether only blanks, or a comment, stand after `offset` on its line. */
export const isLastOnLine = (source: string, offset: number): boolean =>
  /^[ \t\r]*(?:\/\/|$)/.test(source.slice(offset, lineEnd(source, offset)));

/** The snippet that holds `offset`. */
export function snippetAt({ snippets }: Program, offset: number): Snippet | undefined {
  let [low, high] = [0, snippets.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((snippets[middle]?.start ?? Infinity) <= offset) low = middle;
    else high = middle - 1;
  }
  const found = snippets[low];
  return found !== undefined && found.start <= offset && offset <= found.end ? found : undefined;
}
