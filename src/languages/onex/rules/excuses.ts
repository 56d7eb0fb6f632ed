/** Comments that excuse a finding: `# error-ok: the caller wants the builtin`. */

import { textOf } from "../../../syntax/nodes.ts";
import { once, type PythonModule } from "../../../syntax/python/module.ts";
import type { PythonFile } from "./node-unit.ts";
import type { Rule, RuleFinding } from "./rule.ts";

interface Excuse {
  readonly word: string;
  readonly reason: string;
  /** Where the line begins and ends that it speaks about. */
  readonly start: number;
  readonly end: number;
}

const EXCUSE =
  /#\s*(?<word>error-ok|stub-ok|node-purity-ok|handler-di-ok)\b(?:\s*[:-]\s*(?<reason>.*))?/;

/** The reason given for a finding of a rule that may be excused; a comment without a reason excuses nothing. */
export function findExcuse(
  { escape }: Rule,
  { start }: RuleFinding,
  { module }: PythonFile,
): string | undefined {
  if (escape === undefined) return undefined;
  return excusesOf(module).find(
    (excuse) => excuse.word === escape && excuse.start <= start && start <= excuse.end,
  )?.reason;
}

const excusesOf = once((module: PythonModule): readonly Excuse[] =>
  module.all("comment").flatMap((comment) => {
    const { word, reason } = EXCUSE.exec(textOf(comment))?.groups ?? {};
    if (word === undefined || reason === undefined || reason.trim() === "") return [];
    return [{ word, reason: reason.trim(), ...lineOf(module.text, comment.start) }];
  }),
);

/** The comment's own line, and the one after it where the comment stands alone. */
function lineOf(text: string, at: number): { readonly start: number; readonly end: number } {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const end = endOfLine(text, at);
  const standsAlone = text.slice(start, at).trim() === "";
  return { start, end: standsAlone ? endOfLine(text, end + 1) : end };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}
