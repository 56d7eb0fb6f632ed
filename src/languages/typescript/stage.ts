import type { CheckPhase } from "../../domain/check-phase.ts";
import { createDiagnostic, type Diagnostic } from "../../domain/diagnostic.ts";
import type { CheckRecord, InconclusiveReason } from "../../domain/verdict.ts";
import type { Sandbox, SandboxJob, SandboxResult } from "../../ports/sandbox.ts";

/** What came of running examples or tests. */
export type StageResult =
  | { readonly status: "accepted"; readonly record: CheckRecord }
  | { readonly status: "rejected"; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly status: "inconclusive";
      readonly reason: InconclusiveReason;
      readonly diagnostics: readonly Diagnostic[];
    };

/** Runs a job with what is left of the check's time. */
export interface Runner {
  /** `undefined` where nothing isolates. */
  readonly sandbox: Sandbox | undefined;
  /** Rejects with the signal's reason when the check is aborted. */
  run(sandbox: Sandbox, job: SandboxJob): Promise<SandboxResult>;
}

/** The runner's sandbox, if it can run the job; else why nothing can be said. */
export function findSandbox(
  { sandbox }: Runner,
  interpreter: SandboxJob["interpreter"],
  phase: CheckPhase,
): Sandbox | Extract<StageResult, { status: "inconclusive" }> {
  if (sandbox?.supports(interpreter) === true) return sandbox;
  const why =
    sandbox === undefined
      ? "nothing on this machine isolates it"
      : `the sandbox ${sandbox.id} cannot run Node's modules and globals`;
  const message = `Cannot run the ${phase}s: ${why}`;
  return {
    status: "inconclusive",
    reason: "no-sandbox",
    diagnostics: [remark("sandbox", phase, message)],
  };
}

/** Whether `findSandbox` found one. */
export const isSandbox = (found: Sandbox | StageResult): found is Sandbox => "supports" in found;

/** The limit that ended a run, as the reason why nothing can be said; `undefined` where it is no such limit. */
export const findLimit = ({ ended }: SandboxResult): "timeout" | "memory" | undefined =>
  ended === "timeout" || ended === "memory" ? ended : undefined;

/** Something worth knowing that is nobody's mistake. */
export const remark = (tool: string, phase: CheckPhase, message: string): Diagnostic =>
  createDiagnostic({
    tool,
    phase,
    category: "resource",
    severity: "information",
    message,
  });

/** How Node, and sandboxes like it, end a module that waits for what never happens. */
const UNSETTLED_EXIT = 13;

/** How a run ended, in words for a diagnostic: what Node says of an error, else the exit code. */
export function describeEnd(result: SandboxResult): string {
  if (result.ended === "output") return "it printed too much and was ended";
  if (result.ended !== "exit")
    return `it ran out of ${result.ended === "timeout" ? "time" : "memory"}`;
  if (result.exitCode === UNSETTLED_EXIT) return "it waits for what never happens";
  const thrown = result.stderr.match(
    /^(?:Uncaught )?((?:[A-Z]\w*)?(?:Error|Exception)\b.*)$/m,
  )?.[1];
  return `the program ended with ${thrown ?? `exit code ${result.exitCode}`}`;
}
