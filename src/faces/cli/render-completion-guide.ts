/** What is left to do by hand, for a person: open points, what was tried, and what was wrong with it. */

import type { Attempt } from "../../domain/attempt.ts";
import { isError } from "../../domain/diagnostic.ts";
import type { Fallback } from "../../domain/fallback.ts";
import type { Outcome } from "../../domain/run.ts";
import { createLineIndex } from "../../std/line-index.ts";

const MOST_ERRORS = 20;
const WHAT = {
  stub: "a stub: it has the shape that was asked for, and nothing of the work",
  partial: "a partial implementation: what follows from the specification alone is written",
} as const;

/** Markdown; what models and tools said stands in it as code. */
export function renderCompletionGuide(
  outcome: Outcome,
  fallback: Fallback,
  { runId }: { readonly runId: string },
): string {
  const { attempts } = outcome;
  const best = "best" in outcome ? outcome.best : undefined;
  return [
    `# INCOMPLETE: ${code(fallback.path)}`,
    `Run ${code(runId)} ended as ${outcome.status}: nothing was accepted. The file is ${WHAT[fallback.strategy]}. Its language's checker accepts it as it stands; the specification's examples and tests were not run, and it is no result.`,
    section(
      "Open points",
      fallback.openPoints.map((point) => `- [ ] ${code(point)}`),
    ),
    section("What was tried", attempts.map(describeAttempt)),
    section("What was wrong with the best attempt", best === undefined ? [] : listErrors(best)),
    section("When it is done", [
      "- [ ] Every open point is written, and nothing in the file says INCOMPLETE any more",
      "- [ ] `specwright check --spec SPECIFICATION FILE` accepts it",
    ]),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

const describeAttempt = ({ plan, response, verdict }: Attempt, at: number): string =>
  `${at + 1}. ${plan.kind} by ${code(response.answeredBy)}: ${verdict.status} in phase ${verdict.phase}`;

function listErrors({ candidate, verdict }: Attempt): readonly string[] {
  const index = createLineIndex(candidate?.text ?? "");
  return verdict.diagnostics
    .filter(isError)
    .slice(0, MOST_ERRORS)
    .map(({ code: name, message, span, help }) => {
      const isHere = span !== undefined && span.file === candidate?.path;
      const place = isHere ? `line ${index.position(span.start).line}: ` : "";
      const hint = help === undefined ? "" : `\n  ${code(help)}`;
      return `- ${place}${name === undefined ? "" : `${code(name)} `}${code(message)}${hint}`;
    });
}

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? "" : `## ${title}\n\n${lines.join("\n")}`;

/** Text as code that nothing in it can end, on one line. */
const code = (text: string): string =>
  `\`${text.replaceAll("`", "'").replace(/\s+/g, " ").trim()}\``;
