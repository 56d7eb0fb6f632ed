/** What checkers said about the answers of this project's runs: what a prompt's text does not get across yet. */

import type { Attempt } from "../domain/attempt.ts";
import { type Diagnostic, type DiagnosticCategory, isError } from "../domain/diagnostic.ts";
import type { RunEvent } from "../domain/run.ts";
import { readRunState } from "../pipeline/record/run-state.ts";

/** A rule, and how often answers broke it. */
export interface BrokenRule {
  /** The checker's own code. */
  readonly code: string;
  /** Answers that broke it, each counted once. */
  readonly answers: number;
  /** What was said most often, on one line. */
  readonly message: string;
  /** The right form, on one line, where the checker knows it. */
  readonly help: string | undefined;
}

/** One run as texts are measured by it. */
interface WordedRun {
  readonly templates: Readonly<Record<string, string>>;
  readonly isAcceptedFirst: boolean;
}

export interface Feedback {
  /** Most often broken first. */
  readonly broken: readonly BrokenRule[];
  /** Runs that have ended. */
  readonly runs: readonly WordedRun[];
}

/** These say what one specification wants, or how much time there was: no rule for a text. */
const NO_RULES: ReadonlySet<DiagnosticCategory> = new Set(["test", "resource"]);

/** Reads it off the journals of runs in these languages; runs that have not ended are left out. */
export function collectFeedback(
  runs: readonly (readonly RunEvent[])[],
  languages: ReadonlySet<string>,
): Feedback {
  const ended = runs
    .map(readRunState)
    .filter(({ setup }) => languages.has(setup.specification.language))
    .filter(({ status }) => status !== "unfinished" && status !== "stopped");
  return {
    broken: countRules(ended.flatMap(({ attempts }) => attempts)),
    runs: ended.map(({ setup, status, attempts }) => ({
      templates: setup.templates,
      isAcceptedFirst: status === "accepted" && attempts.length === 1,
    })),
  };
}

function countRules(attempts: readonly Pick<Attempt, "verdict">[]): readonly BrokenRule[] {
  const byCode = new Map<string, { answers: number; readonly said: Diagnostic[] }>();
  for (const { verdict } of attempts) {
    const errors = verdict.diagnostics.filter(isRule);
    for (const code of new Set(errors.flatMap((each) => each.code ?? []))) {
      const known = byCode.get(code) ?? { answers: 0, said: [] };
      known.answers += 1;
      known.said.push(...errors.filter((each) => each.code === code));
      byCode.set(code, known);
    }
  }
  return [...byCode]
    .map(([code, { answers, said }]) => ({ code, answers, ...wordRule(said) }))
    .sort((one, other) => other.answers - one.answers || (one.code < other.code ? -1 : 1));
}

const isRule = (diagnostic: Diagnostic): boolean =>
  isError(diagnostic) && !NO_RULES.has(diagnostic.category);

const wordRule = (said: readonly Diagnostic[]): Pick<BrokenRule, "message" | "help"> => ({
  message: mostFrequent(said.map(({ message }) => toLine(message))) ?? "",
  help: mostFrequent(said.flatMap(({ help }) => (help === undefined ? [] : [toLine(help)]))),
});

/** Of equals the one that was said first. */
function mostFrequent(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

/** Longer ones quote code that no other answer will hold. */
const LONGEST_LINE = 240;

function toLine(text: string): string {
  const line = text.replace(/[\p{C}\s]+/gu, " ").trim();
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE).trimEnd()}…`;
}
