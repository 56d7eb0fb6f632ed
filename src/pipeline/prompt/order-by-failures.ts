import type { Attempt } from "../../domain/attempt.ts";
import { type Diagnostic, isError } from "../../domain/diagnostic.ts";

/** The mistakes that most attempts made come first: what was said of them did not help yet. Else in their order. */
export function orderByFailures(
  errors: readonly Diagnostic[],
  attempts: readonly Pick<Attempt, "verdict">[],
): readonly Diagnostic[] {
  const rules = attempts.map(
    ({ verdict }) => new Set(verdict.diagnostics.filter(isError).map(ruleOf)),
  );
  const countOf = (diagnostic: Diagnostic): number =>
    rules.filter((failed) => failed.has(ruleOf(diagnostic))).length;
  const counts = new Map(errors.map((each) => [each, countOf(each)]));
  return [...errors].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
}

/** What is not told by a code is told by its words. */
const ruleOf = ({ tool, code, message }: Diagnostic): string => `${tool} ${code ?? message}`;
