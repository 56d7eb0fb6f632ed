import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { Fault } from "../../../domain/fault.ts";
import { chooseLanguage } from "../../../pipeline/check.ts";
import { findProfile } from "../../../pipeline/prepare-run.ts";
import type { TestResult } from "../../../ports/language-pack.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { toProjectPath } from "../project-path.ts";
import { diagnosticsToJson, showDiagnostics } from "../show-diagnostics.ts";
import type { Terminal } from "../terminal.ts";

export interface TestCommandOptions {
  readonly language?: string;
  readonly profile?: string;
  readonly timeout?: number;
  readonly json?: true;
}

/** `specwright test FILE…`: checks each file, then runs the tests that it holds; the worst decides the exit code. */
export async function testCommand(
  [files]: readonly [readonly string[]],
  options: TestCommandOptions,
  { terminal, directory, signal }: Face,
): Promise<ExitReason> {
  const settings = { profile: options.profile, check_timeout_ms: options.timeout };
  await using environment = await createCheckEnvironment({ directory, settings });
  const { config } = environment;
  const exits = new Set<ExitReason>();
  for (const file of files) {
    const path = toProjectPath(file, directory, environment.files.root);
    const language = chooseLanguage(path, environment, options.language);
    const checker = await environment.checkerFor(language);
    if (checker.runOwnTests === undefined) {
      throw new Fault(
        "usage/invalid",
        `Cannot run tests in "${file}": ${language.displayName} keeps them in files of their own`,
        { help: "Name the test files in a specification, and check the code against it" },
      );
    }
    const text = await environment.files.readText(path);
    const { verdict, results } = await checker.runOwnTests(
      { language: language.id, path, text, companions: [] },
      {
        specification: undefined,
        profile: findProfile(language, config.settings.profile),
        timeoutMs: config.settings.check_timeout_ms,
        signal,
      },
    );
    exits.add(verdict.status);
    if (options.json) {
      const diagnostics = diagnosticsToJson(verdict.diagnostics, text);
      terminal.json({ file, status: verdict.status, diagnostics, tests: results });
      continue;
    }
    showDiagnostics(verdict.diagnostics, { file: path, text }, terminal);
    for (const result of results) showResult(result, terminal);
    terminal.result(summarize(file, verdict.status, results));
  }
  if (exits.has("rejected")) return "rejected";
  return exits.has("inconclusive") ? "inconclusive" : "accepted";
}

const MARKS = { passed: "green", failed: "red", inconclusive: "yellow" } as const;

function showResult(result: TestResult, terminal: Terminal): void {
  const { name, outcome, assertsSomething, message } = result;
  const remark =
    outcome === "passed" && !assertsSomething
      ? " (asserts nothing: it passes whatever the code does)"
      : "";
  const why = message === undefined ? "" : `: ${escapeText(message)}`;
  terminal.say(`${terminal.paint(MARKS[outcome], outcome)} ${escapeText(name)}${why}${remark}`);
}

function summarize(file: string, status: string, results: readonly TestResult[]): string {
  const count = (outcome: TestResult["outcome"]): number =>
    results.filter((each) => each.outcome === outcome).length;
  const counts = `${count("passed")} passed, ${count("failed")} failed`;
  const unknown = count("inconclusive");
  return `${escapeText(file)} ${status}: ${counts}${unknown === 0 ? "" : `, ${unknown} inconclusive`}`;
}
