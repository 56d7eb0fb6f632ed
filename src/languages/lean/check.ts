import type { Candidate } from "../../domain/candidate.ts";
import type { CheckPhase } from "../../domain/check-phase.ts";
import { createDiagnostic, type Diagnostic } from "../../domain/diagnostic.ts";
import type { OpenFile } from "../../domain/slot.ts";
import type { CheckRecord, Verdict } from "../../domain/verdict.ts";
import { createLineIndex } from "../../std/line-index.ts";
import { type Audit, auditedDeclarations, foreignAxioms, readAudit, renderAudit } from "./audit.ts";
import { declarationsOf } from "./declarations.ts";
import { readLean } from "./lexical-rules.ts";
import { type LeanMessage, saysLimit, saysSorry } from "./read-output.ts";
import type { LeanRun } from "./run-lean.ts";
import { toDiagnostic } from "./to-diagnostic.ts";

export interface JudgeOptions {
  /** What was given; the text itself, without slots, where nothing was. */
  readonly file: OpenFile;
  /** What Lean says of the given file, its slots open; `undefined` where nothing was given. */
  readonly given: Audit | undefined;
  readonly tool: CheckRecord["tool"];
  readonly toolchain: string | undefined;
  /** What held before. */
  readonly checks: readonly CheckRecord[];
  run(text: string): Promise<LeanRun>;
}

/** The verifier's word: no error, nothing left open, only Lean's own axioms below, and the given statements as they were. */
export async function judge(candidate: Candidate, options: JudgeOptions): Promise<Verdict> {
  const { file, given, tool, toolchain } = options;
  const { path, text } = candidate;
  const asked = auditedDeclarations(file);
  const audited = renderAudit(text, asked);
  const run = await options.run(audited.text);
  const lines = createLineIndex(audited.text);
  const say = (message: LeanMessage): Diagnostic =>
    inside(toDiagnostic(message, { path, text: audited.text }, lines), text);
  const own = run.messages.filter(({ line }) => line < audited.firstLine);
  const told = own.filter(({ severity }) => severity !== "information").map(say);
  const base = { diagnostics: told, checks: options.checks, notRun: [] };
  if (run.ended === "inconclusive")
    return {
      ...base,
      status: "inconclusive",
      reason: run.reason,
      phase: "proof",
      diagnostics: [...told.filter(({ severity }) => severity !== "error"), remark(run.detail)],
    };

  const errors = run.messages.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    const ownErrors = errors.filter(({ line }) => line < audited.firstLine);
    if (ownErrors.length > 0 && ownErrors.every(saysLimit))
      return {
        ...base,
        status: "inconclusive",
        reason: "timeout",
        phase: "proof",
        diagnostics: told.map((one) =>
          one.severity === "error" ? { ...one, severity: "warning" } : one,
        ),
      };
    const diagnostics = ownErrors.length > 0 ? told : [...told, ...errors.map(say)];
    return { ...base, status: "rejected", phase: firstPhase(diagnostics), diagnostics };
  }

  const audit = readAudit(run.messages, audited);
  const wrong = [
    ...findUnproved(own, candidate, file),
    ...findAxioms(audit, asked, candidate, file),
    ...findChanges(audit, given, asked, candidate),
  ];
  const proved = asked.filter(({ name }) => audit.axioms.has(name)).length;
  if (proved === 0) wrong.push(broken(candidate, "nothing-proved", "Nothing here is proved"));
  if (run.exitCode !== 0)
    wrong.push(broken(candidate, "exit-code", `Lean ended with exit code ${run.exitCode}`));
  if (wrong.length > 0)
    return {
      ...base,
      status: "rejected",
      phase: wrong[0]?.phase ?? "proof",
      diagnostics: [...told, ...wrong],
    };
  const record = (phase: CheckPhase, count: number): CheckRecord => ({
    phase,
    tool,
    count,
    sandbox: run.sandbox,
    ...(toolchain === undefined ? {} : { toolchain }),
  });
  return {
    ...base,
    status: "accepted",
    phase: "proof",
    checks: [...options.checks, record("type", 1), record("proof", proved)],
  };
}

const firstPhase = (diagnostics: readonly Diagnostic[]): CheckPhase =>
  diagnostics.find(({ severity }) => severity === "error")?.phase ?? "proof";

/** What Lean did not come to, for whatever reason. */
export const remark = (message: string): Diagnostic =>
  createDiagnostic({
    tool: "lean",
    phase: "proof",
    category: "resource",
    severity: "warning",
    message,
  });

/** Places below the candidate's own text are at its end. */
function inside(diagnostic: Diagnostic, text: string): Diagnostic {
  const { span } = diagnostic;
  if (span === undefined) return diagnostic;
  const clamp = (at: number): number => Math.min(at, text.length);
  return { ...diagnostic, span: { ...span, start: clamp(span.start), end: clamp(span.end) } };
}

const broken = (
  { path, text }: Candidate,
  code: string,
  message: string,
  more: Partial<Diagnostic> = {},
): Diagnostic =>
  createDiagnostic({
    tool: "lean",
    code,
    phase: "proof",
    category: "bypass",
    message,
    span: { file: path, start: 0, end: text.length },
    ...more,
  });

/** What Lean calls unproved; a hole that was given and is frozen shows in the axioms of what rests on it. */
function findUnproved(
  messages: readonly LeanMessage[],
  candidate: Candidate,
  { source, slots }: OpenFile,
): readonly Diagnostic[] {
  const isGiven = slots.length > 0 && hasFrozenHole({ source, slots });
  if (isGiven) return [];
  const source_ = { path: candidate.path, text: candidate.text };
  return messages
    .filter(saysSorry)
    .map((message) => ({ ...toDiagnostic(message, source_), severity: "error" as const }));
}

const hasFrozenHole = ({ source, slots }: OpenFile): boolean =>
  readLean(source).tokens.some(
    ({ text, start }) =>
      text === "sorry" && !slots.some((slot) => slot.start <= start && start < slot.end),
  );

function findAxioms(
  audit: Audit,
  asked: readonly { readonly name: string; readonly kind: string }[],
  candidate: Candidate,
  { source, slots }: OpenFile,
): readonly Diagnostic[] {
  const given = new Set(
    slots.length === 0
      ? []
      : declarationsOf(readLean(source))
          .filter(
            ({ kind, start }) =>
              kind === "axiom" && !slots.some((slot) => slot.start <= start && start < slot.end),
          )
          .map(({ name }) => name),
  );
  return asked.flatMap(({ name, kind }) => {
    const axioms = audit.axioms.get(name);
    if (axioms === undefined)
      return [broken(candidate, "no-answer", `Lean did not say what ${name} rests on`)];
    if (kind === "axiom" && given.has(name)) return [];
    const foreign = foreignAxioms(axioms, given);
    return foreign.length === 0
      ? []
      : [
          broken(
            candidate,
            "axiom",
            `${name} rests on ${foreign.join(", ")}, which nothing proves`,
            {
              facts: { declaration: name, axioms: [...axioms] },
              help: "Prove it from Lean's own logic alone",
            },
          ),
        ];
  });
}

function findChanges(
  { prints }: Audit,
  given: Audit | undefined,
  asked: readonly { readonly name: string }[],
  candidate: Candidate,
): readonly Diagnostic[] {
  if (given === undefined) return [];
  return asked.flatMap(({ name }) => {
    const [before, after] = [given.prints.get(name), prints.get(name)];
    if (before !== undefined && before === after) return [];
    const why =
      before === undefined || after === undefined
        ? "cannot be compared"
        : "means something else here";
    return [
      broken(candidate, "other-meaning", `${name} ${why} than in the given file`, {
        phase: "lock",
        category: "specification-changed",
        help: "Declare no instance, notation or opened name that the given text would use",
      }),
    ];
  });
}
