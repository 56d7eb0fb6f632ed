/** Everything the system asks a language. A pack is a value; shared code asks it and never asks which it is. */

import type { Candidate } from "../domain/candidate.ts";
import type { AppliedFix, Diagnostic } from "../domain/diagnostic.ts";
import type { Specification } from "../domain/specification.ts";
import type { Verdict } from "../domain/verdict.ts";
import type { Machine } from "./machine.ts";
import type { Sandbox } from "./sandbox.ts";

export interface CheckOptions {
  /** What the candidate is for: its signature, examples and tests are checked too. `undefined` checks the text alone. */
  readonly specification: Specification | undefined;
  /** One of the pack's profiles. */
  readonly profile: string;
  /** Wall-clock limit; running into it is `inconclusive`. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** A language's judge, kept warm in its own process. */
export interface Checker extends AsyncDisposable {
  /** What judges, e.g. `{ name: "tsc", version: "6.0.3" }`. */
  readonly tool: { readonly name: string; readonly version: string };
  /**
   * Bypasses in the candidate: text that switches checking off. Code only, never comments or strings that
   * merely mention one. Empty for text that cannot be parsed: that is for `check` to say. One error of category
   * `resource` where it could not look, for want of time or memory.
   */
  findBypasses(
    candidate: Candidate,
    options: { readonly timeoutMs: number; readonly signal: AbortSignal | undefined },
  ): Promise<readonly Diagnostic[]>;
  /**
   * The language's own judgement. Wrong code is a value; so is a timeout.
   *
   * @throws {Fault} `toolchain/*` when the checker cannot be run at all.
   * @throws `options.signal.reason` when aborted.
   */
  check(candidate: Candidate, options: CheckOptions): Promise<Verdict>;
  /**
   * The candidate with every fix of confidence 1 applied that makes it better; `undefined` where there is none.
   * Absent in languages whose checker suggests no certain fixes.
   */
  fix?(candidate: Candidate, options: CheckOptions): Promise<FixedCandidate | undefined>;
}

export interface FixedCandidate {
  readonly candidate: Candidate;
  /** In the order in which they were applied; at least one. */
  readonly fixes: readonly AppliedFix[];
}

/** Whether the programs a pack needs are here, in words for `doctor`. */
export interface ToolchainState {
  readonly isReady: boolean;
  readonly why: string;
  readonly help: string | undefined;
}

export interface LanguagePack {
  readonly id: string;
  readonly displayName: string;
  readonly fileExtensions: readonly [`.${string}`, ...`.${string}`[]];
  /** Info strings of fences that hold this language, lower case. */
  readonly fenceTags: readonly [string, ...string[]];
  /** The first is the default. */
  readonly profiles: readonly [string, ...string[]];
  /** Small programs that show a checker works: one it accepts, one it rejects, one that holds a bypass. */
  readonly probes: {
    readonly accepted: string;
    readonly rejected: string;
    readonly bypass: string;
  };
  /** What a model should know to write it well; goes into the system message. */
  readonly briefing: string;
  /** The file up to where the body of `signature` begins, for models that can go on from there. */
  renderAnswerStart(signature: string): string;
  /** Whether `sandbox` can run this specification's examples and tests, as far as can be told before there is code. */
  canRun(specification: Specification, sandbox: Sandbox): boolean;
  probeToolchain(machine: Machine): Promise<ToolchainState>;
  /** @throws {Fault} `toolchain/missing` when a program it needs is not installed. */
  openChecker(machine: Machine): Promise<Checker>;
}
