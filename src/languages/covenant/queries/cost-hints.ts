import { type Finding, finding } from "../finding.ts";
import { sectionsOf } from "../semantics/declarations.ts";
import type { MetadataValue, Program, Snippet } from "../syntax/ast.ts";
import { COSTS, type Cost, type FunctionCost, isDearer } from "./estimate-costs.ts";

/** Functions that cost more than their metadata say. */
export function checkCostHints(
  { snippets }: Program,
  costs: ReadonlyMap<Snippet, FunctionCost>,
): readonly Finding[] {
  return snippets.flatMap((snippet) => {
    const hint = findCostHint(snippet);
    const estimate = costs.get(snippet);
    if (hint === undefined || estimate === undefined || !isDearer(estimate.cost, hint.cost))
      return [];
    const { cost, dearest } = estimate;
    return finding(
      "cost_hint_exceeded",
      { start: hint.value.start, end: hint.value.end },
      { hint: hint.cost, estimated: cost },
      `"${snippet.id.text}" is said to be ${hint.cost} and looks ${cost}: ${dearest.reason}`,
      {
        severity: "warning",
        related: [{ message: "The most expensive step", range: dearest }],
        help: `Make that step cheaper, or write cost_hint="${cost}"`,
      },
    );
  });
}

/** What a snippet's metadata say that it costs; `undefined` for no hint or an unknown word. */
export function findCostHint(
  snippet: Snippet,
): { readonly cost: Cost; readonly value: MetadataValue } | undefined {
  for (const { entries } of sectionsOf(snippet, "metadata"))
    for (const { key, value } of entries) {
      if (key.text !== "cost_hint") continue;
      const cost = COSTS.find((known) => "value" in value && value.value === known);
      return cost && { cost, value };
    }
  return undefined;
}
