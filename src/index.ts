/** The public door of the library. */

export type { CreateEnvironmentOptions } from "./config/create-environment.ts";
export {
  createCheckEnvironment,
  createEnvironment,
  withModel,
} from "./config/create-environment.ts";
export type { Artifact, Evidence } from "./domain/artifact.ts";
export type { Attempt } from "./domain/attempt.ts";
export type { Diagnostic } from "./domain/diagnostic.ts";
export { Fault, type FaultCode, isFault } from "./domain/fault.ts";
export type { Outcome, RunEvent, RunLimits } from "./domain/run.ts";
export type { Specification } from "./domain/specification.ts";
export type { Verdict } from "./domain/verdict.ts";
export { type CheckOptions, check, type FileVerdict } from "./pipeline/check.ts";
export { openSpecification } from "./pipeline/open-specification.ts";
export { type GenerateOptions, generate, generateEvents, resumeRun } from "./pipeline/run.ts";
export type { CheckEnvironment, Environment } from "./ports/environment.ts";
export { fromLanguageModelV4, type LanguageModelFacts } from "./providers/index.ts";
