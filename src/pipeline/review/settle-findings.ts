import type { Finding, FindingStatus } from "../../domain/finding.ts";
import { createLineIndex } from "../../std/line-index.ts";
import type { Claim } from "./finding-shape.ts";
import type { CheckerDecision } from "./judge-by-checker.ts";
import type { AskedRequirement } from "./list-requirements.ts";

export interface SettleFindingsOptions {
  readonly decisions: ReadonlyMap<string, CheckerDecision>;
  /** Of the model; `undefined` where none was asked. */
  readonly claims: ReadonlyMap<string, Claim> | undefined;
  readonly source: { readonly path: string; readonly text: string };
}

/** Whether the checker has left something for a model to say. */
export const isOpen = (
  { id, isForModel }: AskedRequirement,
  decisions: ReadonlyMap<string, CheckerDecision>,
): boolean => isForModel && (decisions.get(id)?.status ?? "unclear") === "unclear";

/**
 * One finding for each requirement. What the checker decided stands, whatever the model says; what can be run is met
 * only by running it; what nobody speaks of is unclear.
 */
export const settleFindings = (
  requirements: readonly AskedRequirement[],
  options: SettleFindingsOptions,
): readonly Finding[] => requirements.map((requirement) => settle(requirement, options));

function settle(asked: AskedRequirement, options: SettleFindingsOptions): Finding {
  const { decisions, claims } = options;
  const requirement = { id: asked.id, kind: asked.kind, text: asked.text };
  const decision = decisions.get(asked.id);
  if (decision !== undefined && decision.status !== "unclear")
    return { requirement, ...fromDecision(decision, decision.status, options) };

  const claim = isOpen(asked, decisions) ? claims?.get(asked.id) : undefined;
  const why = whyOpen(asked, decision, claim, claims !== undefined);
  if (claim === undefined || why !== undefined)
    return {
      requirement,
      status: "unclear",
      severity: "warning",
      decidedBy: "nobody",
      place: undefined,
      reason: why ?? "Nobody said anything about it",
      evidence: undefined,
    };
  return {
    requirement,
    status: claim.status,
    severity: claim.status === "met" ? "information" : claim.severity,
    decidedBy: claim.status === "unclear" ? "nobody" : "model",
    place: claim.place && toPlace(claim.place, options.source),
    reason: claim.reason,
    evidence: claim.quote,
  };
}

/** Why it stays open; `undefined` where the claim may decide. */
function whyOpen(
  { phase }: AskedRequirement,
  decision: CheckerDecision | undefined,
  claim: Claim | undefined,
  wasAsked: boolean,
): string | undefined {
  const before = decision === undefined ? "" : `${decision.reason}. `;
  if (claim === undefined)
    return decision?.reason ?? (wasAsked ? "The model did not say" : "No model was asked");
  if (claim.flaw !== undefined)
    return `${before}The model's claim cannot be believed: ${claim.flaw}`;
  if (phase !== undefined && claim.status === "met")
    return `${before}The model says that it is met; only a check could show it`;
  return undefined;
}

function fromDecision(
  { reason, diagnostic }: CheckerDecision,
  status: FindingStatus,
  { source }: SettleFindingsOptions,
): Omit<Finding, "requirement"> {
  const span = diagnostic?.span;
  const isHere = span !== undefined && span.file === source.path && span.end <= source.text.length;
  return {
    status,
    severity: status === "met" ? "information" : "error",
    decidedBy: "checker",
    place: isHere ? toPlace(span, source) : undefined,
    reason,
    evidence: diagnostic?.message,
  };
}

function toPlace(
  { start, end }: { readonly start: number; readonly end: number },
  { path, text }: SettleFindingsOptions["source"],
): Finding["place"] {
  const index = createLineIndex(text);
  // The end is the place after the last character, which may be the next line.
  const last = index.position(Math.max(start, end - 1)).line;
  const lines = { start: index.position(start).line, end: last };
  return { span: { file: path, start, end }, lines };
}
