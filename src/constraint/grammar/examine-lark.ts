import type { ConstraintRefusal } from "../../domain/constraint.ts";
import { findAmbiguous } from "./find-ambiguous.ts";
import { findTooDeep } from "./find-too-deep.ts";
import { lexLark } from "./lex-lark.ts";
import { type LarkNode, type LarkRule, readLark } from "./read-lark.ts";

/** What the engine takes and does not do, or what undoes its other promises. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  stop: "`stop` reads ahead and takes back, so that tokens already written would have to be unwritten; use `suffix`",
  stop_capture: "`stop_capture` goes with `stop`, which would unwrite tokens",
  max_tokens:
    "`max_tokens` makes it impossible to take tokens back; use a regex with a greatest length",
  temperature: "`temperature` is for the one who samples; a mask cannot say it",
};

/** What is wrong with a grammar that the engines would take all the same. */
export function examineLark(text: string): readonly ConstraintRefusal[] {
  const words = lexLark(text) ?? [];
  const tooDeep = findTooDeep(words);
  if (tooDeep.length > 0) return tooDeep;
  const parameter = words.find((word) => word.text === "::");
  if (parameter !== undefined)
    return [
      {
        reason: "not-enforceable",
        message:
          "rules with a parameter (`::`) are completed without comparing it, so the engine lets wrong texts pass; write one rule for each value",
        line: parameter.line,
        column: parameter.column,
      },
    ];
  const rules = readLark(text) ?? [];
  const endless = findEndless(rules);
  // What never ends is no text, in however many ways it is read.
  return [...findAttributes(rules), ...(endless.length > 0 ? endless : findAmbiguous(rules))];
}

const findAttributes = (rules: readonly LarkRule[]): readonly ConstraintRefusal[] =>
  rules.flatMap(({ attributes }) =>
    attributes.flatMap(({ text, line, column }) => {
      const message = ATTRIBUTES[text];
      return message === undefined
        ? []
        : [{ reason: "not-enforceable" as const, message, line, column }];
    }),
  );

/** Rules that `start` may enter, and nobody can leave. */
function findEndless(rules: readonly LarkRule[]): readonly ConstraintRefusal[] {
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  const ending = findEnding(rules, byName);
  return [...findEntered("start", byName)]
    .flatMap((name) => byName.get(name) ?? [])
    .filter(({ name }) => !ending.has(name))
    .map(({ name, line, column }) => ({
      reason: "cannot-finish",
      message: `the rule "${name}" has no alternative that ends: each needs a rule that needs it again`,
      line,
      column,
    }));
}

/** Rules that have some finite text; those defined elsewhere are taken to have one. */
function findEnding(
  rules: readonly LarkRule[],
  byName: ReadonlyMap<string, LarkRule>,
): ReadonlySet<string> {
  const ending = new Set<string>();
  const ends = (node: LarkNode): boolean => {
    if (node.kind === "rule") return ending.has(node.name) || !byName.has(node.name);
    if (node.kind === "choice") return node.parts.some(ends);
    return node.kind !== "sequence" || node.parts.every(ends);
  };
  for (let before = -1; before < ending.size; ) {
    before = ending.size;
    for (const { name, body } of rules) if (ends(body)) ending.add(name);
  }
  return ending;
}

function findEntered(start: string, byName: ReadonlyMap<string, LarkRule>): ReadonlySet<string> {
  const entered = new Set<string>([start]);
  const enter = (node: LarkNode): void => {
    if (node.kind === "rule") entered.add(node.name);
    else if (node.kind === "optional") enter(node.body);
    else if (node.kind !== "free") node.parts.forEach(enter);
  };
  // A set gives what is added while it is walked.
  for (const name of entered) {
    const rule = byName.get(name);
    if (rule !== undefined) enter(rule.body);
  }
  return entered;
}
