import type { Candidate } from "../../domain/candidate.ts";
import { type Diagnostic, isError } from "../../domain/diagnostic.ts";
import { readSlots as readTexts } from "../../domain/slot.ts";
import type { FormalSpecification, Specification } from "../../domain/specification.ts";
import type { CheckRecord } from "../../domain/verdict.ts";
import type { StubReport } from "../../ports/formal-language.ts";
import type { Checker } from "../../ports/language-pack.ts";
import type { Machine } from "../../ports/machine.ts";
import { createBoundedMap } from "../../std/bounded-map.ts";
import { folderOf } from "../../std/folder-of.ts";
import { createLineIndex } from "../../std/line-index.ts";
import { findLockBreaks } from "../../syntax/formal/find-lock-breaks.ts";
import { type Audit, auditedDeclarations, readAudit, renderAudit } from "./audit.ts";
import { judge, remark } from "./check.ts";
import { readDeclarations } from "./declarations.ts";
import { findSlotBypasses } from "./find-slot-bypasses.ts";
import { findTextBypasses } from "./find-text-bypasses.ts";
import { LEAN_RULES } from "./lexical-rules.ts";
import { saysLimit } from "./read-output.ts";
import { type LeanRun, runLean } from "./run-lean.ts";
import { toDiagnostic } from "./to-diagnostic.ts";
import { findLean, type Lean } from "./toolchain.ts";

interface Limits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** How many given files' own answers are kept. */
const MOST_STUBS = 200;

/** A fresh Lean for every text, since what one text leaves behind must not help the next. */
export async function openChecker(machine: Machine): Promise<Checker> {
  const first = await findLean(machine, "");
  const tool = { name: "lean", version: first.version };
  const digest = machine.sha256(JSON.stringify([first.version, first.searchPath]));
  const toolchains = new Map<string, Promise<Lean>>([["", Promise.resolve(first)]]);
  const stubs = createBoundedMap<Audit>(MOST_STUBS);

  const leanFor = (path: string): Promise<Lean> => {
    const folder = folderOf(path);
    const known = toolchains.get(folder) ?? findLean(machine, folder);
    toolchains.set(folder, known);
    return known;
  };

  /** The given file with its slots open, and what Lean says of its declarations. */
  async function runStub(
    { path, source, slots }: Pick<FormalSpecification, "path" | "source" | "slots">,
    limits: Limits,
  ): Promise<{ readonly run: LeanRun; readonly audit: Audit; readonly text: string }> {
    const audited = renderAudit(source, auditedDeclarations({ source, slots }));
    const lean = await leanFor(path);
    const run = await runLean(machine, lean, audited.text, { ...limits, isModelWritten: false });
    const audit = readAudit(run.messages, audited);
    const isSound = run.ended === "exit" && run.exitCode === 0;
    if (isSound) stubs.set(source, audit);
    return { run, audit, text: audited.text };
  }

  return {
    // No digest: what a Lake project's modules hold is not seen in Lean's version, so no verdict is remembered.
    tool,
    async findBypasses(candidate, { signal, specification }) {
      signal?.throwIfAborted();
      const asked = formal(specification);
      const texts = asked && readTexts(asked, candidate.text);
      return asked === undefined || texts === undefined
        ? findTextBypasses(candidate)
        : findSlotBypasses(asked, texts, candidate.path);
    },
    async check(candidate, { specification, timeoutMs, signal }) {
      signal?.throwIfAborted();
      const endsAt = machine.clock.elapsed() + timeoutMs;
      const left = (): Limits => ({ timeoutMs: endsAt - machine.clock.elapsed(), signal });
      const checks: CheckRecord[] = [];
      const refused = { checks, notRun: [], status: "rejected" } as const;
      const asked = formal(specification);
      const file = asked ?? { source: candidate.text, slots: [] };
      let given: Audit | undefined;
      if (asked !== undefined) {
        const breaks = findLockBreaks(asked, candidate, { rules: LEAN_RULES, readDeclarations });
        if (breaks.length > 0) return { ...refused, phase: "lock", diagnostics: breaks };
        const bypasses = slotBypasses(asked, candidate);
        if (bypasses.length > 0) return { ...refused, phase: "guard", diagnostics: bypasses };
        checks.push({
          phase: "lock",
          tool,
          count: auditedDeclarations(asked).length,
          sandbox: undefined,
        });
        given = stubs.get(asked.source);
        if (given === undefined) {
          const stub = await runStub(asked, left());
          if (stub.run.ended === "inconclusive") {
            const { reason, detail } = stub.run;
            return {
              status: "inconclusive",
              reason,
              phase: "proof",
              diagnostics: [remark(detail)],
              checks,
              notRun: [],
            };
          }
          given = stub.audit;
        }
      }
      return await judge(candidate, {
        file,
        given,
        tool,
        toolchain: digest,
        checks,
        run: async (text) =>
          await runLean(machine, await leanFor(candidate.path), text, {
            ...left(),
            isModelWritten: true,
          }),
      });
    },
    async examineStub(specification, limits) {
      limits.signal?.throwIfAborted();
      const { run, text } = await runStub(specification, limits);
      return reportStub(specification, run, text);
    },
    async [Symbol.asyncDispose]() {},
  };
}

const formal = (specification: Specification | undefined): FormalSpecification | undefined =>
  specification?.kind === "formal" ? specification : undefined;

function slotBypasses(file: FormalSpecification, candidate: Candidate): readonly Diagnostic[] {
  const texts = readTexts(file, candidate.text);
  return texts === undefined ? [] : findSlotBypasses(file, texts, candidate.path).filter(isError);
}

/** Lean counts no proofs: what an accepted candidate proves is asked of it by name. */
function reportStub({ path, source }: FormalSpecification, run: LeanRun, text: string): StubReport {
  const lines = createLineIndex(text);
  const verifiedCount = undefined;
  if (run.ended === "inconclusive") {
    const stopped = { ...remark(run.detail), severity: "error" as const };
    return { isUsable: false, diagnostics: [stopped], verifiedCount };
  }
  const told = run.messages
    .filter(
      ({ severity, text: said }) => severity !== "information" && !/declaration uses/.test(said),
    )
    .map((message) => {
      const found = toDiagnostic(message, { path, text }, lines);
      const end = source.length;
      const span = found.span && {
        ...found.span,
        start: Math.min(found.span.start, end),
        end: Math.min(found.span.end, end),
      };
      return { ...found, span, ...(saysLimit(message) ? { category: "resource" as const } : {}) };
    });
  return { isUsable: run.exitCode === 0 && !told.some(isError), diagnostics: told, verifiedCount };
}
