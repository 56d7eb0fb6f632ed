/** What `eval run --dry-run --json` says, as it stands in docs/reference/measured.md. */
export interface EvaluationEstimate {
  readonly solvers: readonly {
    readonly solver: string;
    readonly samples: number;
    readonly promptTokens: number;
    readonly source: string;
    readonly lowUsd: number;
    readonly highUsd: number;
  }[];
  readonly assumptions: readonly string[];
}

export const renderEstimate = ({ solvers, assumptions }: EvaluationEstimate): string =>
  [
    "| model | tasks | prompt tokens | low | a task | high | price |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...solvers.map(({ solver, samples, promptTokens, source, lowUsd, highUsd }) => {
      const cells = [
        solver,
        `${samples}`,
        promptTokens.toLocaleString("en-US"),
        `$${lowUsd.toFixed(2)}`,
        `$${(lowUsd / samples).toFixed(3)}`,
        `$${highUsd.toFixed(2)}`,
        source,
      ];
      return `| ${cells.join(" | ")} |`;
    }),
    "",
    ...assumptions.map((line) => `- ${line}`),
    "",
    "`low` is that every task is solved at once; `high` is every repair needed, every call retried, every answer as long as it may be.",
  ].join("\n");
