/**
 * What a tool says about source text, in one shape for every compiler,
 * verifier, test run and guard. After LSP 3.17 `Diagnostic`; `category`, `phase`,
 * `help`, `facts`, `fixes` and `raw` are ours.
 *
 * @see https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#diagnostic
 */

import type { CheckPhase } from "./check-phase.ts";
import type { JsonRecord } from "./json.ts";

/** Only `"error"` rejects a candidate; the rest inform the model and the reader. */
export type Severity = "error" | "warning" | "information" | "hint";

/** Why text was refused, in words all languages share: what code may branch on, never a message. */
export type DiagnosticCategory =
  | "syntax" // cannot be parsed
  | "name" // unknown or duplicate identifier, import or lemma
  | "type" // ill-typed, effects and ownership included
  | "bypass" // checking switched off: `any` casts, `@ts-ignore`, `eval`
  | "specification-changed" // frozen text, such as the signature, differs
  | "test" // the program ran and did the wrong thing
  | "resource" // the program or the tool ran out of time or memory
  | "response" // the answer held no usable candidate
  | "other";

/** Half-open range `[start, end)` of UTF-16 code units in one file; equal ends mark a point. */
export interface SourceSpan {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** Replaces the text of a span. */
export interface TextEdit {
  readonly span: SourceSpan;
  readonly text: string;
}

/** Edits that belong together: all of them or none. */
export interface Fix {
  /** What it does, as a command: `add "end" before "metadata"`. */
  readonly title: string;
  /** From 0 to 1. At 1 it may be applied without asking; from 0.8 it is worth offering first; below it is a guess. */
  readonly confidence: number;
  readonly edits: readonly TextEdit[];
}

/** A fix that was applied to a candidate before it was judged. */
export interface AppliedFix {
  readonly code: string | undefined;
  readonly title: string;
}

export interface Diagnostic {
  /** Id of the tool that speaks: `"tsc"`, `"cpython"`, `"examples"`, `"guard"`. */
  readonly tool: string;
  /** The tool's own code, e.g. `"TS2322"`. */
  readonly code: string | undefined;
  /** The part of the check that found it. */
  readonly phase: CheckPhase;
  readonly category: DiagnosticCategory;
  readonly severity: Severity;
  /** What is wrong, in the tool's words, first paragraph only. */
  readonly message: string;
  readonly span: SourceSpan | undefined;
  /** Other places that explain this one, e.g. the declaration that a call disagrees with. */
  readonly related: readonly { readonly message: string; readonly span: SourceSpan | undefined }[];
  /** What can be done about it, when the tool or the pack knows. */
  readonly help: string | undefined;
  /** The facts behind the message, by name: the missing variants, the chain of calls. */
  readonly facts: JsonRecord;
  /** Best first. */
  readonly fixes: readonly Fix[];
  /** The tool's text, verbatim: what a repair prompt quotes. */
  readonly raw: string;
}

/** A diagnostic from what is known of it: an error unless it says otherwise, its own words where the tool has none. */
export const createDiagnostic = (
  said: Pick<Diagnostic, "tool" | "phase" | "category" | "message"> & Partial<Diagnostic>,
): Diagnostic => ({
  code: undefined,
  severity: "error",
  span: undefined,
  related: [],
  help: undefined,
  facts: {},
  fixes: [],
  raw: said.message,
  ...said,
});

export const isError = (diagnostic: Diagnostic): boolean => diagnostic.severity === "error";
