import { readFile } from "node:fs/promises";
import type { Constraint } from "../../../domain/constraint.ts";

/**
 * Where a text may begin: the rest of a function's body after its `{` and a new line, up to its `}`; a whole module;
 * one expression; one member of a class.
 */
export const ENTRY_POINTS = ["body", "module", "expression", "member"] as const;
export type EntryPoint = (typeof ENTRY_POINTS)[number];

export interface WritingGrammarOptions {
  /** Whether `yield` stands in a generator, where any value may follow it. @default false */
  readonly isGenerator?: boolean | undefined;
}

/** In the package, beside `src` and `dist` alike. */
const FILE = new URL("../../../../datasets/grammars/typescript-writing.lark", import.meta.url);
/** Outside of a generator `yield` is a name, and what follows it no statement. */
const YIELDED = /^yielded: .*$/m;

let text: Promise<string> | undefined;

/** The part of TypeScript that models write, from one of its entry points on. */
export async function openWritingGrammar(
  entry: EntryPoint,
  { isGenerator = false }: WritingGrammarOptions = {},
): Promise<Extract<Constraint, { kind: "grammar" }>> {
  text ??= readFile(FILE, "utf8");
  const rules = await text;
  const lark = isGenerator ? rules.replace(YIELDED, "yielded: assign") : rules;
  return { kind: "grammar", lark: `start: ${entry}\n${lark}` };
}
