import { type Confidence, type ConfidenceFactor, combineFactors } from "../../domain/confidence.ts";
import type { ExplainedPart } from "../../domain/explanation.ts";
import { splitLines } from "../../std/number-lines.ts";

export interface ExplanationEvidence {
  /** The file's text. */
  readonly text: string;
  readonly summary: string;
  readonly parts: readonly ExplainedPart[];
  readonly answer: string | undefined;
  readonly reasks: number;
}

/** Log-odds. Uncalibrated; see docs/design/confidence.md. Nothing checks an explanation, so it stays well below 1. */
const WEIGHTS = { base: -1, covered: 1, named: 1, reask: -0.7 } as const;

/** How sure the evidence makes us of an explanation: lines covered, names that exist, answers that could not be used. */
export function measureExplanation(evidence: ExplanationEvidence): Confidence {
  const covered = measureCoverage(evidence);
  const names = findNames(evidence);
  const known = names.filter((name) => evidence.text.includes(name)).length;
  const named: readonly ConfidenceFactor[] =
    names.length === 0
      ? []
      : [
          {
            name: "names",
            detail: `${known} of ${names.length} names occur in the file`,
            contribution: WEIGHTS.named * ((2 * known) / names.length - 1),
          },
        ];
  const reasked: readonly ConfidenceFactor[] =
    evidence.reasks === 0
      ? []
      : [
          {
            name: "reasks",
            detail: "an answer could not be used",
            contribution: WEIGHTS.reask * evidence.reasks,
          },
        ];
  return combineFactors([
    { name: "base", detail: "nothing checks an explanation", contribution: WEIGHTS.base },
    {
      name: "coverage",
      detail: `${Math.round(covered * 100)} % of the lines are explained`,
      contribution: WEIGHTS.covered * covered,
    },
    ...named,
    ...reasked,
  ]);
}

/** Share of the lines with text on them that some part explains. */
function measureCoverage({ text, parts }: ExplanationEvidence): number {
  const written = splitLines(text).flatMap((line, at) => (line.trim() === "" ? [] : [at + 1]));
  const explained = written.filter((line) =>
    parts.some(({ lines }) => lines.start <= line && line <= lines.end),
  );
  return written.length === 0 ? 0 : explained.length / written.length;
}

/** Names in backticks, once each. */
function findNames({ summary, parts, answer = "" }: ExplanationEvidence): readonly string[] {
  const said = [summary, answer, ...parts.map(({ text }) => text)].join("\n");
  const names = [...said.matchAll(/`([\p{L}_$][\p{L}\p{N}_$]*)`/gu)].map(([, name = ""]) => name);
  return [...new Set(names)];
}
