import type { Written } from "./write-once.ts";

export interface Comparison {
  readonly title: string;
  readonly constrained: readonly Written[];
  readonly free: readonly Written[];
}

/** A row a way of writing: how much of it is read and well-typed, and what it took. */
export const renderComparison = (comparisons: readonly Comparison[]): string =>
  [
    "| written | how | parse | well-typed | tokens/s | ms a token in constraints, mean | shortest end forced |",
    "|---|---|---|---|---|---|---|",
    ...comparisons.flatMap(({ title, constrained, free }) => [
      row(title, "constrained", constrained),
      row(title, "free", free),
    ]),
  ].join("\n");

const row = (title: string, how: string, written: readonly Written[]): string => {
  const share = (has: (one: Written) => boolean): string =>
    `${written.filter(has).length} of ${written.length}`;
  const tokens = sum(written.map(({ attempt }) => attempt.response.usage.output));
  const seconds = sum(written.map(({ timeMs }) => timeMs)) / 1000;
  const reports = written.flatMap(({ decoding }) => decoding ?? []);
  const cost =
    reports.length === 0
      ? ""
      : (
          sum(reports.map(({ constraintMs }) => constraintMs)) /
          sum(reports.map(({ sampled }) => sampled))
        ).toFixed(2);
  const closed = reports.length === 0 ? "" : `${reports.filter(isCut).length}`;
  return `| ${title} | ${how} | ${share(({ parses }) => parses)} | ${share(({ isWellTyped }) => isWellTyped)} | ${(tokens / seconds).toFixed(0)} | ${cost} | ${closed} |`;
};

const isCut = ({ ended }: { readonly ended: string }): boolean => ended === "closed";
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
