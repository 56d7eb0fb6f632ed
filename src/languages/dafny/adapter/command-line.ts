import { type DafnyVersion, hasCommands } from "./dafny-version.ts";

/** What Dafny is asked for. */
export interface DafnyTask {
  /** `resolve` stops where names and types are known. */
  readonly kind: "resolve" | "verify";
  /** Name of the file in the working folder. */
  readonly file: string;
  /** Whole seconds that one procedure may take. */
  readonly secondsEach: number;
  /** Megabytes that the solver may take. */
  readonly solverMemory: number;
  /** Assumptions count as assertions; what has no body is refused. For texts that assume nothing of themselves. */
  readonly refusesAssumptions: boolean;
  /** @default the solver's own */
  readonly seed?: number | undefined;
  /** Patterns of the procedures that are verified. @default all */
  readonly procedures?: readonly string[] | undefined;
}

/** Names of files that a task leaves behind in the working folder. */
export const PRINTED = "printed.txt";
export const REPORT = "report.out";

/**
 * The arguments for a task.
 *
 * Seconds, and not the solver's resource count, bound a procedure in the older versions: with z3 4.8.12 an exhausted
 * `/rlimit` ends in "Prover error: Invalid PING response" and exit code 0.
 */
export function commandLine(version: DafnyVersion, task: DafnyTask): readonly string[] {
  return hasCommands(version) ? commands(task) : flags(task);
}

function flags({ kind, file, secondsEach, ...task }: DafnyTask): readonly string[] {
  return [
    "/nologo",
    "/compile:0",
    `/dprint:${PRINTED}`,
    ...(kind === "resolve" ? ["/dafnyVerify:0"] : [`/xml:${REPORT}`]),
    `/timeLimit:${secondsEach}`,
    `/z3opt:-memory:${task.solverMemory}`,
    ...(task.refusesAssumptions ? ["/noCheating:1"] : []),
    ...(task.seed === undefined ? [] : SEEDED.map((option) => `/z3opt:${option}=${task.seed}`)),
    ...(task.procedures ?? []).map((pattern) => `/proc:${pattern}`),
    file,
  ];
}

const SEEDED = ["smt.random_seed", "sat.random_seed"] as const;

function commands({ kind, file, secondsEach, ...task }: DafnyTask): readonly string[] {
  const print = ["--print", PRINTED];
  if (kind === "resolve") return ["resolve", "--allow-warnings", ...print, file];
  return [
    "verify",
    "--allow-warnings",
    "--cores",
    "1",
    "--verification-time-limit",
    String(secondsEach),
    "--log-format",
    `json;LogFileName=${REPORT}`,
    "--solver-option",
    `O:memory_max_size=${task.solverMemory}`,
    ...(task.seed === undefined
      ? []
      : SEEDED.flatMap((option) => ["--solver-option", `O:${option}=${task.seed}`])),
    ...(task.procedures ?? []).flatMap((pattern) => ["--filter-symbol", pattern]),
    ...print,
    file,
  ];
}
