/** The door for people who write a language pack, a provider or a reader of their own. */

export type { Candidate } from "../domain/candidate.ts";
export type { Diagnostic } from "../domain/diagnostic.ts";
export type { ModelEvent, ModelRequest } from "../domain/model.ts";
export type { Specification } from "../domain/specification.ts";
export type { Verdict } from "../domain/verdict.ts";
export type { CheckEnvironment, Environment } from "./environment.ts";
export type { LanguageModel } from "./language-model.ts";
export type { Checker, CheckOptions, LanguagePack, ToolchainState } from "./language-pack.ts";
export type { Machine } from "./machine.ts";
export type { Provider, ProviderSettings, ProviderState } from "./provider.ts";
export type { Sandbox, SandboxJob, SandboxResult } from "./sandbox.ts";
export type { SpecificationReader } from "./specification-reader.ts";
export type { RunningTool, ToolCommand, ToolResult, ToolRunner } from "./tool-runner.ts";
