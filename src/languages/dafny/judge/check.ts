import type { Candidate } from "../../../domain/candidate.ts";
import { type Diagnostic, isError } from "../../../domain/diagnostic.ts";
import { readSlots } from "../../../domain/slot.ts";
import type { SourceText } from "../../../domain/source-text.ts";
import type { FormalSpecification, Specification } from "../../../domain/specification.ts";
import type { CheckRecord, Verdict } from "../../../domain/verdict.ts";
import type { CheckOptions } from "../../../ports/language-pack.ts";
import type { Machine } from "../../../ports/machine.ts";
import type { DafnyJob, DafnyRun } from "../adapter/run-dafny.ts";
import { toDiagnostics } from "../adapter/to-diagnostics.ts";
import { type Assumption, findAssumptions } from "../formal/find-assumptions.ts";
import { findFileBypasses, findSlotBypasses } from "../formal/find-slot-bypasses.ts";
import { readFile, spanOf } from "../syntax/read-file.ts";
import { collectIncludes } from "./collect-includes.ts";
import { type Judged, judgeRun, type LeastProved, record } from "./judge-run.ts";
import { comparePrints, findLockBreaks, type Given } from "./lock.ts";
import { keyOf, type Prover } from "./prover.ts";
import { findHidden } from "./second-reading.ts";
import { examineStub, type StubFacts } from "./stub.ts";

export interface Court {
  readonly prover: Prover;
  readonly machine: Machine;
  readonly tool: CheckRecord["tool"];
}

type Limits = Pick<CheckOptions, "timeoutMs" | "signal">;

/** Options that only some runs have. */
export type Variation = Partial<Pick<DafnyJob["task"], "seed">>;

/** Judges a candidate: guard, lock, the files it stands on, and Dafny's own word; each can refuse. */
export async function check(
  candidate: Candidate,
  options: CheckOptions,
  court: Court,
  variation: Variation = {},
): Promise<Verdict> {
  const { specification } = options;
  options.signal?.throwIfAborted();
  const bypasses = findBypasses(candidate, specification);
  if (bypasses.some(isError)) return refused("guard", bypasses, []);
  const includes = await collectIncludes(candidate, readerFor(candidate, specification, court));
  if (includes.diagnostics.length > 0) return refused("guard", includes.diagnostics, []);
  const { files } = includes;
  return isFormal(specification)
    ? await checkFilled(candidate, specification, files, options, court, variation)
    : await checkFile(candidate, files, options, court, variation);
}

/** What in a candidate switches checking off; what its specification holds itself is not the candidate's doing. */
export function findBypasses(
  { path, text }: Candidate,
  specification: Specification | undefined,
): readonly Diagnostic[] {
  const texts = isFormal(specification) ? readSlots(specification, text) : undefined;
  return isFormal(specification) && texts !== undefined
    ? findSlotBypasses(specification, texts, path)
    : findFileBypasses(readFile(text), path);
}

/** Whether it is a file with slots: else a text is judged alone. */
export const isFormal = (
  specification: Specification | undefined,
): specification is FormalSpecification => specification?.kind === "formal";

async function checkFilled(
  candidate: Candidate,
  specification: FormalSpecification,
  includes: readonly SourceText[],
  limits: Limits,
  court: Court,
  variation: Variation,
): Promise<Verdict> {
  const stub = await stubOf(specification, includes, limits, court);
  const breaks = findLockBreaks(specification, stub.given, candidate);
  if (breaks.length > 0) return refused("lock", breaks, []);
  const held = [record("lock", court.tool, stub.given.declarations.length)];
  const trusts = trustsSomething(specification, stub.given, includes);
  const { run, judged } = await prove(
    candidate,
    includes,
    limits,
    court,
    { ...variation, refusesAssumptions: !trusts },
    stub.least,
  );
  if (judged.status !== "accepted") return toVerdict(judged, run, held, court);
  if (!stub.isClear || stub.printed === undefined || run.printed === undefined)
    return toVerdict({ ...judged, ...UNMEASURED, diagnostics: stub.diagnostics }, run, held, court);
  const idle = judged.diagnostics.filter(saysNoBody);
  if (idle.length > stub.diagnostics.filter(saysNoBody).length)
    return refused("guard", idle.map(asBypass), held);
  const prints = { stub: stub.printed, candidate: run.printed, path: candidate.path };
  const changes = comparePrints(stub.given, prints);
  if (changes.length > 0) return refused("lock", [...judged.diagnostics, ...changes], held);
  const hidden = findHidden(stub.given, {
    stub: { printed: stub.printed, procedures: stub.procedures },
    candidate: { printed: run.printed, procedures: run.procedures },
    path: candidate.path,
  });
  if (hidden.length > 0) return refused("guard", [...judged.diagnostics, ...hidden], held);
  return toVerdict(await withIncludes(judged, includes, limits, court), run, held, court);
}

async function checkFile(
  candidate: Candidate,
  includes: readonly SourceText[],
  limits: Limits,
  court: Court,
  variation: Variation,
): Promise<Verdict> {
  const least = { count: 1, names: new Set<string>() };
  const { run, judged } = await prove(
    candidate,
    includes,
    limits,
    court,
    { ...variation, refusesAssumptions: false },
    least,
  );
  return toVerdict(await withIncludes(judged, includes, limits, court), run, [], court);
}

/** Dafny only warns of a loop or a `forall` whose promise it believes for want of a body. */
const saysNoBody = ({ message }: Diagnostic): boolean => / has no body/.test(message);
const asBypass = (warning: Diagnostic): Diagnostic => ({
  ...warning,
  phase: "guard",
  category: "bypass",
  severity: "error",
});

/** Whether given text assumes something itself: then Dafny cannot be told to refuse assumptions. */
function trustsSomething(
  { slots }: FormalSpecification,
  { file, open }: Given,
  includes: readonly SourceText[],
): boolean {
  const openStarts = new Set(
    file.parsed.filter(({ name }) => open.has(name)).map((one) => spanOf(file, one).start),
  );
  const isFrozen = ({ start }: Assumption): boolean =>
    !openStarts.has(start) && !slots.some((slot) => slot.start <= start && start < slot.end);
  const found = [
    ...findAssumptions(file).filter(isFrozen),
    ...includes.flatMap(({ text }) => findAssumptions(readFile(text))),
  ];
  return found.some(({ code }) => TRUSTING.has(code));
}

const TRUSTING: ReadonlySet<string> = new Set([
  "assume",
  "attribute",
  "bodyless",
  "left-open",
  "expect",
  "free",
]);

/** Without the specification's own figures nobody knows whether all of it was proved. */
const UNMEASURED = { status: "inconclusive", reason: "timeout" } as const;

/** The stub's facts, found once a specification. */
export function stubOf(
  specification: FormalSpecification,
  includes: readonly SourceText[],
  limits: Limits,
  { prover, machine }: Court,
): Promise<StubFacts> {
  const { source, path, slots } = specification;
  const key = keyOf(
    machine.sha256,
    "stub",
    { path, text: source },
    JSON.stringify(slots),
    ...includes,
  );
  return prover.once(key, () => examineStub(specification, includes, prover, limits.timeoutMs), {
    isLasting: ({ isClear }) => isClear,
    signal: limits.signal,
  });
}

async function prove(
  source: SourceText,
  includes: readonly SourceText[],
  { timeoutMs, signal }: Limits,
  { prover }: Court,
  task: Omit<DafnyJob["task"], "kind">,
  least: LeastProved,
): Promise<{ readonly run: DafnyRun; readonly judged: Judged }> {
  const { path, text } = source;
  const run = await prover.run({
    source: { path, text },
    includes,
    task: { kind: "verify", ...task },
    timeoutMs,
    signal,
  });
  const said = toDiagnostics(run.messages, run.stage, {
    files: run.files,
    path,
    version: prover.dafny.version,
  });
  return { run, judged: judgeRun(run, said, least, path) };
}

/** Dafny does not prove what a file includes: each is proved as a file of its own, once. */
async function withIncludes(
  own: Judged,
  includes: readonly SourceText[],
  limits: Limits,
  court: Court,
): Promise<Judged> {
  if (own.status !== "accepted") return own;
  for (const file of includes) {
    const others = includes.filter((one) => one !== file);
    const key = keyOf(court.machine.sha256, "include", file, ...others);
    const judged = await court.prover.once(
      key,
      async () => {
        const none = { count: 0, names: new Set<string>() };
        const { timeoutMs } = limits;
        const unhurried = { timeoutMs, signal: undefined };
        return (await prove(file, others, unhurried, court, { refusesAssumptions: false }, none))
          .judged;
      },
      { isLasting: ({ status }) => status !== "inconclusive", signal: limits.signal },
    );
    if (judged.status !== "accepted") return judged;
  }
  return own;
}

function toVerdict(
  { status, phase, reason, diagnostics }: Judged,
  { summary }: DafnyRun,
  held: readonly CheckRecord[],
  { tool }: Court,
): Verdict {
  const base = { phase, diagnostics, checks: held, notRun: [] };
  if (status === "inconclusive") return { status, reason: reason ?? "tool-crash", ...base };
  if (status === "rejected") return { status, ...base };
  return { status, ...base, checks: [...held, record("proof", tool, summary?.verified ?? 0)] };
}

const refused = (
  phase: "guard" | "lock",
  diagnostics: readonly Diagnostic[],
  checks: readonly CheckRecord[],
): Verdict => ({ status: "rejected", phase, diagnostics, checks, notRun: [] });

/** Included files: those that were read with the specification first, so that all is of one moment. */
export function readerFor(
  { companions }: Pick<Candidate, "companions">,
  specification: Specification | undefined,
  { machine }: Court,
): (path: string) => Promise<string | undefined> {
  const known = new Map(
    [...companions, ...(specification?.contextFiles ?? [])].map(({ path, text }) => [path, text]),
  );
  return async (path) =>
    known.get(path) ?? (await machine.files.readText(path).catch(() => undefined));
}
