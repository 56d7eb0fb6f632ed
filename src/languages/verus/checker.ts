import type { Candidate } from "../../domain/candidate.ts";
import { createDiagnostic, isError } from "../../domain/diagnostic.ts";
import { fillSlots, readSlots as readTexts } from "../../domain/slot.ts";
import type { FormalSpecification, Specification } from "../../domain/specification.ts";
import type { CheckRecord } from "../../domain/verdict.ts";
import type { BrittlenessReport, StubReport } from "../../ports/formal-language.ts";
import type { Checker, CheckOptions } from "../../ports/language-pack.ts";
import type { Machine } from "../../ports/machine.ts";
import { createBoundedMap } from "../../std/bounded-map.ts";
import { findLockBreaks } from "../../syntax/formal/find-lock-breaks.ts";
import { judge } from "./check.ts";
import { readDeclarations } from "./declarations.ts";
import { findSlotBypasses } from "./find-slot-bypasses.ts";
import { findAssumptions, findTextBypasses } from "./find-text-bypasses.ts";
import { VERUS_RULES } from "./lexical-rules.ts";
import { runVerus, type VerusRun } from "./run-verus.ts";
import { toDiagnostic } from "./to-diagnostic.ts";
import { findVerus } from "./toolchain.ts";

interface Limits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** How many given files' counts are kept. */
const MOST_STUBS = 1000;

/** Ways in which a proof is tried again. */
const TRIALS = [
  {
    label: "seed 1",
    flags: ["--smt-option", "smt.random_seed=1", "--smt-option", "sat.random_seed=1"],
  },
  {
    label: "seed 2",
    flags: ["--smt-option", "smt.random_seed=2", "--smt-option", "sat.random_seed=2"],
  },
  { label: "half the resources", flags: ["--rlimit", "5"] },
];

/** A fresh Verus for every file. */
export async function openChecker(machine: Machine): Promise<Checker> {
  const verus = await findVerus(machine);
  const tool = { name: "verus", version: verus.version };
  const digest = machine.sha256(verus.description);
  const stubs = createBoundedMap<number>(MOST_STUBS);

  const runStub = (specification: FormalSpecification, limits: Limits): Promise<VerusRun> =>
    runVerus(
      machine,
      verus,
      { path: specification.path, text: specification.source },
      { beside: specification.contextFiles, refusesCheating: false, ...limits },
    );

  async function countStub(
    specification: FormalSpecification,
    limits: Limits,
  ): Promise<{ readonly run: VerusRun | undefined; readonly count: number | undefined }> {
    const key = JSON.stringify([specification.source, specification.contextFiles]);
    const known = stubs.get(key);
    if (known !== undefined) return { run: undefined, count: known };
    const run = await runStub(specification, limits);
    const isSound = run.ended === "exit" && run.exitCode === 0;
    const count = isSound ? run.results?.verified : undefined;
    if (count !== undefined) stubs.set(key, count);
    return { run, count };
  }

  const verify = (
    { path, text, companions }: Candidate,
    asked: FormalSpecification | undefined,
    limits: Limits,
    flags?: readonly string[],
  ): Promise<VerusRun> =>
    runVerus(
      machine,
      verus,
      { path, text },
      {
        beside: [...(asked?.contextFiles ?? []), ...companions],
        refusesCheating: asked === undefined || assumesNothing(asked),
        flags,
        ...limits,
      },
    );

  async function check(
    candidate: Candidate,
    { specification, timeoutMs, signal }: CheckOptions,
    flags?: readonly string[],
  ) {
    signal?.throwIfAborted();
    const endsAt = machine.clock.elapsed() + timeoutMs;
    const left = (): Limits => ({ timeoutMs: endsAt - machine.clock.elapsed(), signal });
    const checks: CheckRecord[] = [];
    const asked = formal(specification);
    const refused = { status: "rejected", checks, notRun: [] } as const;
    let stubCount: number | undefined;
    if (asked !== undefined) {
      const breaks = findLockBreaks(asked, candidate, { rules: VERUS_RULES, readDeclarations });
      if (breaks.length > 0) return { ...refused, phase: "lock", diagnostics: breaks } as const;
      const bypasses = bypassesOf(asked, candidate).filter(isError);
      if (bypasses.length > 0)
        return { ...refused, phase: "guard", diagnostics: bypasses } as const;
      checks.push({
        phase: "lock",
        tool,
        count: readDeclarations(asked.source).length,
        sandbox: undefined,
      });
      const stub = await countStub(asked, left());
      if (stub.run?.ended === "inconclusive")
        return judge(candidate, stub.run, { stubCount, tool, toolchain: digest, checks });
      stubCount = stub.count;
      if (stubCount === undefined) {
        const message =
          "The given file itself does not pass Verus, so that nothing can be compared with it";
        const unusable = createDiagnostic({
          tool: "verus",
          phase: "proof",
          category: "other",
          message,
        });
        return { ...refused, phase: "proof", diagnostics: [unusable] } as const;
      }
    }
    const run = await verify(candidate, asked, left(), flags);
    return judge(candidate, run, { stubCount, tool, toolchain: digest, checks });
  }

  return {
    tool,
    digest,
    check: (candidate, options) => check(candidate, options),
    async findBypasses(candidate, { signal, specification }) {
      signal?.throwIfAborted();
      const asked = formal(specification);
      return asked === undefined || readTexts(asked, candidate.text) === undefined
        ? findTextBypasses(candidate)
        : bypassesOf(asked, candidate);
    },
    async examineStub(specification, limits): Promise<StubReport> {
      limits.signal?.throwIfAborted();
      const run =
        (await countStub(specification, limits)).run ?? (await runStub(specification, limits));
      const source = { path: specification.path, text: specification.source };
      const diagnostics = run.messages
        .filter(({ severity }) => severity !== "information")
        .map((message) => toDiagnostic(message, source));
      if (run.ended === "inconclusive") {
        const stopped = createDiagnostic({
          tool: "verus",
          phase: "proof",
          category: "resource",
          message: run.detail,
        });
        return { isUsable: false, diagnostics: [stopped], verifiedCount: undefined };
      }
      const isUsable =
        run.exitCode === 0 && run.results !== undefined && !diagnostics.some(isError);
      return { isUsable, diagnostics, verifiedCount: run.results?.verified };
    },
    async testBrittleness(candidate, options): Promise<BrittlenessReport> {
      const trials: BrittlenessReport["trials"][number][] = [];
      for (const { label, flags } of TRIALS) {
        const began = machine.clock.elapsed();
        const { status } = await check(candidate, options, flags);
        const outcome =
          status === "accepted" ? "held" : status === "rejected" ? "failed" : "inconclusive";
        trials.push({ label, outcome, timeMs: machine.clock.elapsed() - began });
      }
      return { trials };
    },
    async [Symbol.asyncDispose]() {},
  };
}

const formal = (specification: Specification | undefined): FormalSpecification | undefined =>
  specification?.kind === "formal" ? specification : undefined;

function bypassesOf(file: FormalSpecification, candidate: Candidate) {
  const texts = readTexts(file, candidate.text);
  return texts === undefined ? [] : findSlotBypasses(file, texts, candidate.path);
}

/** Whether the given text could itself pass `--no-cheating`. */
const assumesNothing = (file: FormalSpecification): boolean =>
  findAssumptions(fillSlots(file, new Map(file.slots.map(({ name }) => [name, ""])))).length === 0;
