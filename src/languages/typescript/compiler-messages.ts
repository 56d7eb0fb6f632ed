/** What is said between a checker and its compiler process: one JSON object a line, each way. */

import type { CheckPhase } from "../../domain/check-phase.ts";
import type { Diagnostic } from "../../domain/diagnostic.ts";
import type { FaultCode } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { Example } from "../../domain/specification.ts";

/** What the compiler process can be asked. */
export type CompilerRequest =
  | { readonly kind: "greet" }
  | { readonly kind: "find-bypasses"; readonly path: string; readonly text: string }
  | CompileRequest;

/** Asks for all that can be said of a candidate without running it. */
export interface CompileRequest {
  readonly kind: "compile";
  /** Absolute path of the project. */
  readonly root: string;
  /** The candidate's, relative to the project. */
  readonly path: string;
  readonly text: string;
  readonly profile: string;
  readonly signature: string | undefined;
  readonly examples: readonly Example[];
  readonly testFiles: readonly SourceText[];
  /** Files that are checked together with it. @default none */
  readonly companions?: readonly SourceText[] | undefined;
}

/** JavaScript modules that need nothing from outside, ready for the sandbox. */
export interface ModuleTree {
  readonly files: readonly SourceText[];
  /** Paths, in `files`, of the modules that were asked for. */
  readonly entries: readonly string[];
  /** What in them only Node has, e.g. `setTimeout` or `node:fs`; `undefined` where any engine will do. */
  readonly nodeFeature: string | undefined;
}

/** What the compiler could say without running anything. */
export interface Compilation {
  /** The last phase that was looked at. */
  readonly phase: CheckPhase;
  readonly diagnostics: readonly Diagnostic[];
  /** Phases that held, with how many things each checked. */
  readonly held: readonly { readonly phase: CheckPhase; readonly count: number }[];
  /** Modules to run, when nothing was wrong and there are examples. */
  readonly examples: { readonly calls: ModuleTree; readonly expected: ModuleTree } | undefined;
  readonly tests: ModuleTree | undefined;
}

/** What each kind of request is answered with. */
export interface CompilerAnswers {
  readonly greet: { readonly version: string };
  readonly "find-bypasses": readonly Diagnostic[];
  readonly compile: Compilation;
}

/** What the compiler process says, with the id of the request. */
export type CompilerResponse = { readonly id: number } & (
  | { readonly kind: "answer"; readonly answer: unknown }
  /** The specification or the project is wrong. */
  | {
      readonly kind: "fault";
      readonly code: FaultCode;
      readonly message: string;
      readonly help: string | undefined;
    }
  /** The compiler itself broke. */
  | { readonly kind: "crash"; readonly detail: string }
);
