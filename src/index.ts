/** The public door of the library. */

export type { CreateEnvironmentOptions } from "./config/create-environment.ts";
export {
  createCheckEnvironment,
  createEnvironment,
  withModel,
} from "./config/create-environment.ts";
export type { AnswerEvent, AnswerSource } from "./domain/answer.ts";
export type { Artifact, Evidence } from "./domain/artifact.ts";
export type { Attempt } from "./domain/attempt.ts";
export type { Confidence, ConfidenceFactor } from "./domain/confidence.ts";
export type { Diagnostic } from "./domain/diagnostic.ts";
export type { ExplainedPart, Explanation, LineRange } from "./domain/explanation.ts";
export { Fault, type FaultCode, isFault } from "./domain/fault.ts";
export type { Finding, FindingStatus, Requirement, Review } from "./domain/finding.ts";
export type { Outcome, RunEvent, RunLimits } from "./domain/run.ts";
export type { Specification } from "./domain/specification.ts";
export type { Verdict } from "./domain/verdict.ts";
export { type CheckOptions, check, type FileVerdict } from "./pipeline/check.ts";
export {
  type ExplainOptions,
  explain,
  explainEvents,
} from "./pipeline/explain.ts";
export { openSpecification } from "./pipeline/open-specification.ts";
export { findExplanation } from "./pipeline/response/find-explanation.ts";
export {
  type ReviewEnvironment,
  type ReviewOptions,
  review,
  reviewEvents,
} from "./pipeline/review.ts";
export { type GenerateOptions, generate, generateEvents, resumeRun } from "./pipeline/run.ts";
export { type RunSummary, summarizeRun } from "./pipeline/summarize-run.ts";
export type { CheckEnvironment, Environment } from "./ports/environment.ts";
export {
  fromLanguageModelV4,
  type LanguageModelFacts,
  toLanguageModelV4,
} from "./providers/index.ts";
