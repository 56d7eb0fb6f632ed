import type { CheckPhase } from "../../domain/check-phase.ts";
import type { Diagnostic } from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { CheckRecord, InconclusiveReason } from "../../domain/verdict.ts";
import type { SandboxResult } from "../../ports/sandbox.ts";
import { remark } from "./diagnostics.ts";
import type { RunOutcome } from "./sandbox-runner.ts";

/** What came of running examples or tests. */
export type StageResult =
  | { readonly status: "accepted"; readonly record: CheckRecord }
  | { readonly status: "rejected"; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly status: "inconclusive";
      readonly reason: InconclusiveReason;
      readonly diagnostics: readonly Diagnostic[];
    };

/** The candidate among the project's files, as the sandbox will see it. */
export interface Layout {
  /** The candidate and the project's files that it needs. */
  readonly files: readonly SourceText[];
  /** The candidate's path. */
  readonly path: string;
  /** The name by which it is imported. */
  readonly module: string;
  /** Folders where imports are looked for first, as the language itself would. */
  readonly paths: readonly string[];
  /** Folders where they are looked for when all else fails. */
  readonly lastPaths: readonly string[];
}

export const noSandbox = (phase: CheckPhase): StageResult => ({
  status: "inconclusive",
  reason: "no-sandbox",
  diagnostics: [
    remark(
      "sandbox",
      phase,
      `Cannot run the ${phase}s: nothing on this machine isolates them`,
      "Install bubblewrap",
    ),
  ],
});

/** The limit that ended a run, as the reason why nothing can be said. */
export const findLimit = ({ result }: RunOutcome): "timeout" | "memory" | undefined =>
  result.ended === "timeout" || result.ended === "memory" ? result.ended : undefined;

export const outOf = (reason: "timeout" | "memory", phase: CheckPhase): StageResult => ({
  status: "inconclusive",
  reason,
  diagnostics: [
    remark(
      "sandbox",
      phase,
      `The ${phase}s ran out of ${reason === "timeout" ? "time" : "memory"}`,
    ),
  ],
});

/** How a run ended, in words for a diagnostic. */
export function describeEnd(result: SandboxResult): string {
  if (result.ended === "output") return "it printed too much and was ended";
  if (result.ended !== "exit")
    return `it ran out of ${result.ended === "timeout" ? "time" : "memory"}`;
  const last = result.stderr.trim().split("\n").at(-1) ?? "";
  const said = /Error|Fatal/.test(last) ? `: ${last}` : "";
  return `the process ended with exit code ${result.exitCode}${said}`;
}
