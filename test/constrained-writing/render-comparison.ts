import type { DecodingReport } from "../../src/domain/decoding.ts";
import { spreadOf } from "../../src/std/spread-of.ts";
import type { Written } from "./write-once.ts";

export interface Comparison {
  readonly title: string;
  readonly constrained: readonly Written[];
  readonly free: readonly Written[];
}

const COLUMNS = [
  ...["written", "how", "parse", "well-typed", "ended by itself", "closed in time"],
  ...["tokens an answer", "s an answer", "ms a token in constraints, mean", "p99"],
];

/** A row a way of writing: how much of it is read and well-typed, how it ended, and what it took. */
export const renderComparison = ({ title, constrained, free }: Comparison): string =>
  [
    line(COLUMNS),
    `|${"---|".repeat(COLUMNS.length)}`,
    line([title, "constrained", ...describe(constrained)]),
    ...(free.length === 0 ? [] : [line([title, "free", ...describe(free)])]),
  ].join("\n");

const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

function describe(written: readonly Written[]): readonly string[] {
  const share = (has: (one: Written) => boolean): string =>
    `${written.filter(has).length} of ${written.length}`;
  const mean = (valueOf: (one: Written) => number): number =>
    sum(written.map(valueOf)) / written.length;
  const reports = written.flatMap(({ decoding }) => decoding ?? []);
  return [
    share(({ parses }) => parses),
    share(({ isWellTyped }) => isWellTyped),
    share(endedItself),
    reports.length === 0 ? "" : `${reports.filter(({ ended }) => ended === "closed").length}`,
    mean(tokensOf).toFixed(0),
    mean(({ timeMs }) => timeMs / 1000).toFixed(1),
    ...describeCost(reports),
  ];
}

const endedItself = ({ decoding, attempt }: Written): boolean =>
  decoding === undefined ? attempt.response.finishReason === "stop" : decoding.ended === "complete";

/** Those that stand: what was taken back counts as time alone. */
const tokensOf = ({ decoding, attempt }: Written): number =>
  decoding?.tokens ?? attempt.response.usage.output;

/** Of the dearest token in a hundred: what it is in the middle of all answers. */
function describeCost(reports: readonly DecodingReport[]): readonly string[] {
  if (reports.length === 0) return ["", ""];
  const spent = sum(reports.map(({ constraintMs }) => constraintMs));
  const drawn = sum(reports.map(({ sampled }) => sampled));
  const dearest = spreadOf(reports.map(({ perToken }) => perToken.p99)).p50;
  return [(spent / drawn).toFixed(2), dearest.toFixed(1)];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
