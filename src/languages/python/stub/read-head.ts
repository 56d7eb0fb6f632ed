/** The head of a function, as far as a stub needs to know it. */

import { findClosing, splitAtCommas } from "./logical-lines.ts";

export interface FunctionHead {
  readonly name: string;
  /** Up to its colon, and with it. */
  readonly text: string;
  readonly parameters: readonly Parameter[];
}

export interface Parameter {
  readonly name: string;
  /** As written; `undefined` where there is none. */
  readonly annotation: string | undefined;
  readonly hasDefault: boolean;
  /** Takes one argument by its place or name, not all that are left. */
  readonly isSingle: boolean;
}

const HEAD = /^(?:async\s+)?def\s+([\p{L}_][\p{L}\p{N}_]*)\s*(?:\[[^\]]*\])?\s*\(/u;

/** `undefined` where the line begins no function. What follows its colon is left out. */
export function readHead(line: string): FunctionHead | undefined {
  const match = HEAD.exec(line);
  const open = (match?.[0].length ?? 0) - 1;
  const close = match === null ? -1 : findClosing(line, open);
  if (match === null || close < 0) return undefined;
  const rest = /^\s*(?:->\s*[^:]+?(?:\[[^\]]*\][^:]*?)*)?\s*(?::|$)/.exec(line.slice(close + 1));
  if (rest === null) return undefined;
  const head = line.slice(0, close + 1) + rest[0].trimEnd().replace(/\s*:?$/, ":");
  return {
    name: match[1] ?? "",
    text: head,
    parameters: splitAtCommas(line.slice(open + 1, close)).flatMap(readParameter),
  };
}

function readParameter(text: string): readonly Parameter[] {
  if (text === "*" || text === "/") return [];
  const [, stars = "", name, rest = ""] =
    /^(\*{0,2})\s*([\p{L}_][\p{L}\p{N}_]*)\s*([\s\S]*)$/u.exec(text) ?? [];
  if (name === undefined) return [];
  const equals = rest.search(/=(?!=)/);
  const annotation = /^:\s*([\s\S]*)$/.exec(equals < 0 ? rest : rest.slice(0, equals))?.[1]?.trim();
  return [{ name, annotation, hasDefault: equals >= 0, isSingle: stars === "" }];
}
