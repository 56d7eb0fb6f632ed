/** What one line of training data is made of: what was asked, what was accepted, and what the checker says of it. */

import type { SampleResult, Score } from "../../domain/evaluation.ts";
import type { Feedback } from "../../domain/feedback.ts";
import type { RunEvent } from "../../domain/run.ts";
import type { CheckRecord, NotRunCheck, Verdict } from "../../domain/verdict.ts";

export const EXAMPLE_FORMATS = ["chat", "preference"] as const;
export type ExampleFormat = (typeof EXAMPLE_FORMATS)[number];

/** In the words of chat formats. */
export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** A run as its journal tells it, with what is known of it besides. */
export interface RecordedRun {
  readonly runId: string;
  readonly events: readonly RunEvent[];
  /** Its sample of an evaluation; `undefined` for a run of no evaluation. */
  readonly sample:
    | (Pick<SampleResult, "task" | "split" | "scores"> & { readonly evaluation: string })
    | undefined;
  /** What people hold of it now, in the order in which they said it. */
  readonly feedback: readonly Feedback[];
}

/** A run whose journal cannot be read, or of which nothing is known. */
export interface UnreadableRun {
  readonly runId: string;
  readonly why: string;
}

/** What stands for the code: who decided, on what grounds, and what people and scorers say. */
export interface ExampleLabels {
  readonly verdict: Verdict["status"];
  readonly checks: readonly Pick<CheckRecord, "phase" | "tool" | "count" | "sandbox">[];
  readonly notRun: readonly Pick<NotRunCheck, "phase" | "tool">[];
  readonly scores: readonly Pick<Score, "scorer" | "value">[];
  /** Opinions and reasons; notes and names stay here. */
  readonly feedback: readonly Pick<Feedback, "opinion" | "reason">[];
  /** Why the other answer of a pair is the worse one; `undefined` in chat examples. */
  readonly rejected:
    | { readonly by: "checker" | "person"; readonly codes: readonly string[] }
    | undefined;
}

export interface ExampleProvenance {
  readonly runId: string;
  /** Whose code it is, or was before a person rewrote it; from 1. */
  readonly attempt: number;
  /** Of a pair: the attempt that failed. */
  readonly rejectedAttempt: number | undefined;
  readonly evaluation: string | undefined;
  readonly task: string | undefined;
  readonly specification: { readonly name: string; readonly sha256: string };
  readonly language: string;
  readonly model: { readonly askedOf: string; readonly answeredBy: string };
  /** Whether a person rewrote it, and the checker accepted what they wrote. */
  readonly isEdited: boolean;
  /** SHA-256 of the accepted code. */
  readonly sha256: string;
  /** That sealed it; `undefined` for an edit of what was never accepted. */
  readonly specwrightVersion: string | undefined;
  /** Licences found in the material, and `own` for the project's own. */
  readonly licences: readonly string[];
}

/** By which examples can be weighed and sorted. Tokens are estimated without a tokenizer. */
export interface ExampleQuality {
  readonly promptTokens: number;
  readonly answerTokens: number;
  readonly answerLines: number;
  readonly checks: number;
  readonly attempts: number;
  readonly fixes: number;
  readonly confidence: number | undefined;
}

/** Asked, and answered well. `rejected` is the worse answer of a pair. */
export interface TrainingExample {
  readonly prompt: readonly ChatMessage[];
  readonly answer: string;
  readonly rejected: string | undefined;
  readonly labels: ExampleLabels;
  readonly quality: ExampleQuality;
  readonly provenance: ExampleProvenance;
  /** All files that came with the specification: somebody else's, perhaps. */
  readonly material: readonly { readonly path: string; readonly text: string }[];
}

/** Why something is not in the data. */
export const DROP_REASONS = [
  "unreadable",
  "unfinished",
  "not-accepted",
  "held-out",
  "rejected-by-person",
  "failed-score",
  "no-failed-attempt",
  "secret",
  "licence",
  "contaminated",
  "duplicate",
  "near-duplicate",
] as const;
export type DropReason = (typeof DROP_REASONS)[number];
