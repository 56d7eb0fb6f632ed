/** A model's answer → candidate, with what is missing from it; a completion is put into the candidate before it. */

import type { Attempt } from "../../domain/attempt.ts";
import type { Extraction } from "../../domain/candidate.ts";
import type { ModelResponse } from "../../domain/model.ts";
import type { Plan } from "../../domain/plan.ts";
import type { SyntaxParser } from "../../ports/syntax-parser.ts";
import { completeCandidate } from "./complete-candidate.ts";
import { type ExtractCandidateOptions, extractCandidate } from "./extract-candidate.ts";
import { findMissingParts } from "./find-missing-parts.ts";
import { readSlotAnswer } from "./read-slot-answer.ts";

export interface ReadAnswerOptions extends ExtractCandidateOptions {
  readonly plan: Plan;
  /** Those before this one: a completion goes into one of them. */
  readonly attempts: readonly Attempt[];
  readonly syntax: SyntaxParser;
  /** SHA-256 of a text's UTF-8, in lower-case hex. */
  sha256(text: string): string;
}

/** Finds the files in an answer, or the texts of slots, and the parts that were asked for and are not there. */
export async function readAnswer(
  response: ModelResponse,
  options: ReadAnswerOptions,
): Promise<Extraction> {
  const { plan, attempts, specification } = options;
  const basis = plan.basis === undefined ? undefined : attempts[plan.basis];
  if (specification.kind === "formal") {
    const isCompletion = plan.kind === "completion";
    return readSlotAnswer(response, { ...options, specification, basis, isCompletion });
  }
  const extraction =
    plan.kind === "completion" && basis?.candidate !== undefined
      ? await completeCandidate(response, { ...options, earlier: basis.candidate, told: basis })
      : extractCandidate(response, options);
  const { candidate, diagnostics } = extraction;
  if (candidate === undefined) return extraction;
  const missing = await findMissingParts(candidate, options);
  return { candidate, diagnostics: [...diagnostics, ...missing] };
}
