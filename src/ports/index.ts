/** The door for people who write a language pack, a provider or a reader of their own. */

export type { CallRecord } from "../domain/call.ts";
export type { Candidate } from "../domain/candidate.ts";
export type { ModelCapabilities } from "../domain/capabilities.ts";
export type {
  Constraint,
  ConstraintLimits,
  ConstraintRefusal,
  RefusalReason,
} from "../domain/constraint.ts";
export type { Diagnostic } from "../domain/diagnostic.ts";
export type { ModelEvent, ModelRequest } from "../domain/model.ts";
export type { ModelPrice } from "../domain/price.ts";
export type { Specification } from "../domain/specification.ts";
export type { Verdict } from "../domain/verdict.ts";
export type { Vocabulary } from "../domain/vocabulary.ts";
export type { AuditEntry, AuditLog } from "./audit-log.ts";
export type { Budget, Reservation } from "./budget.ts";
export type {
  Compilation,
  CompileOptions,
  ConstraintCompiler,
  ConstraintEngine,
  ConstraintSession,
  EngineAbilities,
  SessionStats,
} from "./constraint-engine.ts";
export type { CheckEnvironment, Environment } from "./environment.ts";
export type { CallOptions, LanguageModel } from "./language-model.ts";
export type { Checker, CheckOptions, LanguagePack, ToolchainState } from "./language-pack.ts";
export type { Machine } from "./machine.ts";
export type { BatchRequest, BatchResult, ModelBatches } from "./model-batches.ts";
export type { PriceList } from "./price-list.ts";
export type { Provider, ProviderSettings, ProviderState } from "./provider.ts";
export type { Sandbox, SandboxJob, SandboxResult } from "./sandbox.ts";
export type { SpecificationReader } from "./specification-reader.ts";
export type { RunningTool, ToolCommand, ToolResult, ToolRunner } from "./tool-runner.ts";
