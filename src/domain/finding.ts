/** What a review found out about each thing that a specification asks for. */

import type { AnswerSource } from "./answer.ts";
import type { Severity, SourceSpan } from "./diagnostic.ts";
import type { LineRange } from "./explanation.ts";
import type { Verdict } from "./verdict.ts";

/** `wish` is the specification's own text, where it lists no requirements; `checker` is the language's own judgement. */
export type RequirementKind =
  | "requirement"
  | "wish"
  | "example"
  | "behaviour"
  | "signature"
  | "tests"
  | "checker";

export interface Requirement {
  /** `R1`, `R2`, … in the order of the specification. */
  readonly id: string;
  readonly kind: RequirementKind;
  readonly text: string;
}

export type FindingStatus = "met" | "violated" | "unclear";

export interface Finding {
  readonly requirement: Requirement;
  readonly status: FindingStatus;
  readonly severity: Severity;
  /** `nobody` where neither could tell: then it is unclear. */
  readonly decidedBy: "checker" | "model" | "nobody";
  /** Inside the file; `undefined` where it is about the whole, or about what is not there. */
  readonly place: { readonly span: SourceSpan; readonly lines: LineRange } | undefined;
  readonly reason: string;
  /** What it rests on: an excerpt that occurs in the file, or the checker's words. */
  readonly evidence: string | undefined;
}

export interface Review {
  /** Relative to the project. */
  readonly file: string;
  /** The file as it was reviewed. */
  readonly text: string;
  readonly specification: string;
  /** The worst of the findings: violated before unclear before met. */
  readonly status: FindingStatus;
  /** One for each requirement, in order. */
  readonly findings: readonly Finding[];
  /** Of the language's own checker. */
  readonly verdict: Verdict;
  /** `undefined` where the checker decided all, or no model was to be asked. */
  readonly model: AnswerSource | undefined;
}
