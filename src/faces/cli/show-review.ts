import type { Finding, FindingStatus, Review } from "../../domain/finding.ts";
import { createLineIndex } from "../../std/line-index.ts";
import { escapeText } from "./escape-text.ts";
import type { Terminal } from "./terminal.ts";

const COLOURS = { met: "green", violated: "red", unclear: "yellow" } as const;

/** Longest line of evidence that is shown. */
const LONGEST = 160;

/** A review for a person, to stdout: each finding with its place, its reason and what it rests on. */
export function showReview(review: Review, file: string, { result, paint }: Terminal): void {
  for (const finding of review.findings) {
    const { requirement, status, severity, decidedBy, place, reason, evidence } = finding;
    const { start, end } = place?.lines ?? {};
    const where =
      start === undefined ? "" : ` ${file}:${start === end ? start : `${start}-${end}`}`;
    const how = status === "violated" ? ` ${severity}` : "";
    const who = decidedBy === "nobody" ? "" : ` (${decidedBy})`;
    result(
      `${requirement.id} ${paint(COLOURS[status], status)}${how}${escapeText(where)}${who}: ${oneLine(requirement.text)}`,
    );
    result(`    ${oneLine(reason)}`);
    if (status !== "met" && evidence !== undefined && !reason.includes(evidence))
      result(`    ${paint("dim", "evidence:")} ${oneLine(evidence)}`);
  }
  result(
    `${escapeText(file)} ${paint(COLOURS[review.status], review.status)}: ${countAll(review)}`,
  );
}

const countAll = ({ findings }: Review): string => {
  const count = (wanted: FindingStatus): number =>
    findings.filter(({ status }) => status === wanted).length;
  return `${count("met")} met, ${count("violated")} violated, ${count("unclear")} unclear`;
};

function oneLine(text: string): string {
  const line = escapeText(text.replace(/\s+/g, " ").trim());
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** A review as `--json` prints it: places as lines and columns from 1. */
export const reviewToJson = (review: Review, file: string, costUsd: number | undefined): object => {
  const { specification, status, findings, verdict, model, text } = review;
  const index = createLineIndex(text);
  return {
    file,
    specification,
    status,
    findings: findings.map((finding) => findingToJson(finding, index)),
    verdict: { status: verdict.status, phase: verdict.phase },
    model: model ?? null,
    costUsd: costUsd ?? null,
  };
};

function findingToJson(
  { requirement, status, severity, decidedBy, place, reason, evidence }: Finding,
  index: ReturnType<typeof createLineIndex>,
): object {
  const start = place && index.position(place.span.start);
  const end = place && index.position(place.span.end);
  return {
    ...requirement,
    status,
    severity,
    decidedBy,
    line: start?.line ?? null,
    column: start?.column ?? null,
    endLine: end?.line ?? null,
    endColumn: end?.column ?? null,
    reason,
    evidence: evidence ?? null,
  };
}
