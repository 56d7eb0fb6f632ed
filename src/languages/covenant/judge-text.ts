import { createDiagnostic, type Diagnostic } from "../../domain/diagnostic.ts";
import type { InconclusiveReason } from "../../domain/verdict.ts";
import type { Machine } from "../../ports/machine.ts";
import { analyze } from "./analyze.ts";
import { compareVerdicts, type Difference } from "./compiler/compare-verdicts.ts";
import type { FoundCompiler } from "./compiler/find-compiler.ts";
import { type CompilerResult, runCompiler } from "./compiler/run-compiler.ts";
import { type Finding, isBlocking } from "./finding.ts";
import type { Profile } from "./profiles.ts";
import type { Program } from "./syntax/ast.ts";
import { toDiagnostic } from "./to-diagnostic.ts";

export interface JudgedText {
  readonly program: Program;
  readonly findings: readonly Finding[];
  /** The findings, then what the compiler and our front end see differently. */
  readonly diagnostics: readonly Diagnostic[];
  /** Why nothing is known where nothing rejects: the compiler came to no verdict, or ours cannot read the text. */
  readonly obstacle: { readonly reason: InconclusiveReason; readonly message: string } | undefined;
}

/** Fixes are suggested for as many findings: each may look through the whole text, and nobody reads more. */
const MOST_SUGGESTIONS = 500;

export interface JudgeTextOptions {
  readonly profile: Profile;
  readonly compiler: FoundCompiler | undefined;
  readonly machine: Machine;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * The front end's judgement; where the real compiler is present, the compiler's: then our strict rules come on top,
 * and what the two see differently is told.
 *
 * @throws `options.signal.reason` when aborted.
 */
export async function judgeText(
  { path, text }: { readonly path: string; readonly text: string },
  { profile, compiler, machine, timeoutMs, signal }: JudgeTextOptions,
): Promise<JudgedText> {
  const { program, findings: ours } = analyze(text, profile);
  const describe = await createDescriber(program, path, ours.length > 0 || compiler !== undefined);
  if (compiler === undefined) {
    return { program, findings: ours, diagnostics: ours.map(describe), obstacle: undefined };
  }
  const compat = analyze(text, "compat").findings;
  const { toolRunner } = machine;
  const limits = { timeoutMs: Math.min(timeoutMs, compiler.command.timeoutMs), signal };
  const theirs = await runCompiler(compiler.command, text, { toolRunner, ...limits });
  const { findings: common, differences } = compareVerdicts(program, compat, theirs);
  // What `strict` adds stands behind what it shares with `compat`.
  const findings = [...common, ...ours.slice(compat.length)];
  return {
    program,
    findings,
    diagnostics: [
      ...findings.map(describe),
      ...differences.map((each) => tellDifference(each, path)),
    ],
    obstacle: findings.some(isBlocking) ? undefined : (findObstacle(theirs) ?? findUnread(compat)),
  };
}

/** What ours cannot read it cannot compare with what was asked, nor run. */
function findUnread(ours: readonly Finding[]): JudgedText["obstacle"] {
  const found = ours.find(({ phase, severity }) => phase === "parser" && severity === "error");
  if (found === undefined) return undefined;
  const message = `The compiler accepts what the embedded front end cannot read: ${found.message}`;
  return { reason: "tool-crash", message };
}

/** Findings as diagnostics, with fixes; what makes these is loaded only where there may be findings. */
async function createDescriber(
  program: Program,
  path: string,
  mayHaveFindings: boolean,
): Promise<(finding: Finding, index: number) => Diagnostic> {
  if (!mayHaveFindings) return (finding) => toDiagnostic(finding, path, []);
  const { suggestFixes } = await import("./fixes/suggest-fixes.ts");
  return (finding, index) =>
    toDiagnostic(finding, path, index < MOST_SUGGESTIONS ? suggestFixes(finding, program) : []);
}

function findObstacle({ verdict, raw }: CompilerResult): JudgedText["obstacle"] {
  const [said = ""] = raw.split("\n");
  switch (verdict) {
    case "accepted":
    case "rejected":
      return undefined;
    case "timed-out":
      return { reason: "timeout", message: "The compiler does not come to an end" };
    case "crashed":
      return { reason: "tool-crash", message: `The compiler crashes: ${said}` };
    case "unreadable":
      return { reason: "tool-crash", message: `The compiler says what cannot be read: ${said}` };
  }
}

const tellDifference = ({ kind, message, range }: Difference, file: string): Diagnostic =>
  createDiagnostic({
    tool: "covenant",
    code: `difference/${kind}`,
    phase: "type",
    category: "other",
    severity: "information",
    message: `The compiler and the embedded front end differ: ${message}`,
    span: range === undefined ? undefined : { file, start: range.start, end: range.end },
    facts: { kind },
    raw: message,
  });
