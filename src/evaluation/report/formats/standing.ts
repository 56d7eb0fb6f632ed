import type { SampleResult, SeenDiagnostic } from "../../../domain/evaluation.ts";
import { isSuccess } from "../../analysis/measures.ts";

/** What became of a sample, for tools that know three ends: `undecided` is neither a success nor a wrong answer. */
export type Standing = "passed" | "wrong" | "undecided";

export function standingOf(result: SampleResult): Standing {
  if (isSuccess(result, "solved")) return "passed";
  return result.status === "accepted" || result.status === "unsolved" ? "wrong" : "undecided";
}

/** What the last attempt was refused for. */
export const lastRefusals = ({ diagnostics, attempts }: SampleResult): readonly SeenDiagnostic[] =>
  diagnostics.filter(({ attempt }) => attempt === attempts);

/** Why a sample did not pass, in one line; empty for one that did. */
export function reasonOf(result: SampleResult): string {
  const { status, fault, limit, scores } = result;
  if (standingOf(result) === "passed") return "";
  if (fault !== undefined) return `${fault.code}: ${fault.message}`;
  const said = (value: "fail" | "inconclusive") =>
    scores.filter((score) => score.value === value).map(told);
  switch (status) {
    case "accepted":
      return said("fail").join("; ");
    case "unsolved":
      return refusal(result) ?? said("fail")[0] ?? "Nothing was accepted";
    case "stopped":
      return limit === undefined ? "It was stopped" : `The limit on ${limit} was reached`;
    case "inconclusive":
      return said("inconclusive")[0] ?? "A checker did not come to an end";
    case "error":
      return "The world failed";
  }
}

const told = ({ scorer, reason }: { readonly scorer: string; readonly reason: string }): string =>
  reason === "" ? scorer : `${scorer}: ${reason}`;

function refusal(result: SampleResult): string | undefined {
  const [first, ...others] = lastRefusals(result);
  if (first === undefined) return undefined;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return `${first.code ?? first.phase}: ${first.message}${more}`;
}
