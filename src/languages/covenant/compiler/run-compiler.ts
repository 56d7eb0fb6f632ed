import { join } from "node:path";
import type { ToolResult, ToolRunner } from "../../../ports/tool-runner.ts";
import { lex } from "../syntax/lex.ts";
import { parse } from "../syntax/parse.ts";
import { LIBRARY } from "../tables/library.ts";
import type { CompilerCommand } from "./compiler-command.ts";
import type { CompilerFinding } from "./compiler-finding.ts";
import { type CompilerReport, parseCheckOutput } from "./parse-check-output.ts";
import { parseEffectsOutput } from "./parse-effects-output.ts";
import { type ProgramFile, writeProgramFile } from "./program-file.ts";
import { stripColours } from "./read-texts.ts";

/** Only the first two are judgements: the rest says nothing about the program. */
export type CompilerVerdict = "accepted" | "rejected" | "crashed" | "timed-out" | "unreadable";

export interface CompilerResult {
  readonly verdict: CompilerVerdict;
  /** Errors, and warnings about calls that the effect checker cannot see. */
  readonly findings: readonly CompilerFinding[];
  /** What it printed last, without colours. */
  readonly raw: string;
  readonly timeMs: number;
}

export interface RunCompilerOptions {
  readonly toolRunner: ToolRunner;
  /** @default the command's own */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Has the real compiler judge `source`: its types, and where these hold, its effects.
 *
 * @throws {Fault} `toolchain/missing` when the program is gone, `storage/unwritable`.
 * @throws `options.signal.reason` when aborted.
 */
export async function runCompiler(
  command: CompilerCommand,
  source: string,
  options: RunCompilerOptions,
): Promise<CompilerResult> {
  if (isEndless(source)) {
    const raw = "not run: from such a text the compiler does not return";
    return { verdict: "timed-out", findings: [], raw, timeMs: 0 };
  }
  await using file = await writeProgramFile(source);
  const check = await runCommand(command, ["check"], file, options);
  const checked = judge(check, parseCheckOutput(check, source));
  const types = { ...checked, findings: withoutNoise(checked.findings, source) };
  if (types.verdict !== "accepted") return types;

  const misread = findMisreading(source);
  if (misread !== undefined) return { ...types, verdict: "rejected", findings: [misread] };

  const run = await runCommand(command, ["effects", "--violations-only"], file, options);
  const effects = judge(run, parseEffectsOutput(run, source));
  return {
    ...effects,
    findings: [...types.findings, ...effects.findings],
    timeMs: types.timeMs + effects.timeMs,
  };
}

/** More than any program can be told, and little enough to read. */
const MAX_OUTPUT_BYTES = 1024 * 1024;

function runCommand(
  command: CompilerCommand,
  args: readonly string[],
  file: ProgramFile,
  { toolRunner, timeoutMs = command.timeoutMs, signal }: RunCompilerOptions,
): Promise<ToolResult> {
  const { program, directory, inherits } = command;
  const path = directory === undefined ? file.name : join(file.directory, file.name);
  return toolRunner.run(
    {
      program,
      args: [...command.args, ...args, path],
      directory: directory ?? file.directory,
      inherits,
      timeoutMs,
      maxOutputBytes: MAX_OUTPUT_BYTES,
    },
    { signal },
  );
}

function judge(result: ToolResult, { findings, obstacle }: CompilerReport): CompilerResult {
  const raw = stripColours(`${result.stderr}${result.stdout}`).trim();
  const base = { findings, raw, timeMs: result.timeMs };
  const hasErrors = findings.some(({ severity }) => severity === "error");
  if (result.isTimedOut) return { ...base, verdict: "timed-out", findings: [] };
  if (result.isOutputCut) return { ...base, verdict: "unreadable", findings: [] };
  if (hasCrashed(result)) return { ...base, verdict: "crashed", findings: [] };
  if (result.exitCode === 0 && !hasErrors) return { ...base, verdict: "accepted" };
  if (result.exitCode !== 0 && hasErrors && obstacle === undefined)
    return { ...base, verdict: "rejected" };
  return { ...base, verdict: "unreadable", findings: [] };
}

/** The exit code of a panic, which is also cargo's when it cannot build. */
const PANIC = 101;
/** From here on an exit code stands for a signal, or on Windows for an exception. */
const FIRST_SIGNAL_CODE = 128;

const hasCrashed = ({ exitCode }: ToolResult): boolean =>
  exitCode === undefined || exitCode === PANIC || exitCode >= FIRST_SIGNAL_CODE;

/**
 * Whether the compiler is known to run on such a text until it is out of memory: its lexer at an open triple string,
 * its parser at a list in a content section that holds more than strings.
 */
function isEndless(source: string): boolean {
  const { program, findings } = parse(source);
  return (
    program.tokens.some(({ error }) => error === "unclosed-triple-string") ||
    findings[0]?.rule === "invalid_content_list"
  );
}

/** Anything but snippets is read as another, older language, where nearly everything is a success. */
function findMisreading(source: string): CompilerFinding | undefined {
  const [first] = lex(source).tokens;
  if (first === undefined || first.text === "snippet") return undefined;
  const isEmpty = first.kind === "end-of-file";
  return {
    kind: "parse",
    severity: "error",
    code: undefined,
    message: isEmpty ? "There is no snippet" : "The file does not begin with a snippet",
    meaning: isEmpty
      ? { rule: "empty_program", facts: {} }
      : { rule: "not_a_snippet", facts: { found: first.text } },
    range: { start: first.start, end: first.end },
  };
}

const LIBRARY_NAMES: ReadonlySet<string> = new Set(
  LIBRARY.flatMap(({ id, shortName }) => [id, shortName]),
);

/** Nearly every right program is warned about its types, tables and the library; only calls of the file's own count. */
function withoutNoise(
  findings: readonly CompilerFinding[],
  source: string,
): readonly CompilerFinding[] {
  if (!findings.some(({ severity }) => severity === "warning")) return findings;
  const callees = findCallees(source);
  return findings.filter(({ severity, meaning }) => {
    if (severity === "error") return true;
    const name = meaning?.rule === "undefined_function" ? meaning.facts.name : "";
    return callees.has(name) && !LIBRARY_NAMES.has(name);
  });
}

/** Whatever follows `fn=` in the text. */
function findCallees(source: string): ReadonlySet<string> {
  const { tokens } = lex(source);
  return new Set(
    tokens
      .filter(({ index }) => tokens[index - 2]?.text === "fn" && tokens[index - 1]?.text === "=")
      .map(({ text }) => text.replace(/^"+|"+$/g, "")),
  );
}
