import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { isError } from "../../../domain/diagnostic.ts";
import { Fault } from "../../../domain/fault.ts";
import { chooseLanguage } from "../../../pipeline/check.ts";
import { findProfile } from "../../../pipeline/prepare-run.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { toProjectPath } from "../project-path.ts";
import { diagnosticsToJson, showDiagnostics } from "../show-diagnostics.ts";

export interface FixCommandOptions {
  readonly write?: true;
  readonly check?: true;
  readonly language?: string;
  readonly profile?: string;
  readonly json?: true;
}

/**
 * `specwright fix FILE`: applies every fix that is certain. The text goes to stdout, into the file with --write, or
 * nowhere with --check. Exits as `check` would on what remains; with --check, also when something is to be fixed.
 */
export async function fixCommand(
  [file]: readonly [string],
  options: FixCommandOptions,
  { terminal, directory, signal }: Face,
): Promise<ExitReason> {
  if (options.write && options.check)
    throw new Fault("usage/invalid", "Cannot both --write and --check", {
      help: "--check says what would be fixed, --write fixes it",
    });
  const settings = { profile: options.profile };
  await using environment = await createCheckEnvironment({ directory, settings });
  const { files, config } = environment;
  const path = toProjectPath(file, directory, files.root);
  const language = chooseLanguage(path, environment, options.language);
  const profile = findProfile(language, config.settings.profile);
  const text = await files.readText(path);
  const checker = await environment.checkerFor(language);
  if (checker.fix === undefined) {
    throw new Fault(
      "usage/invalid",
      `Cannot fix "${file}": ${language.displayName} has no certain fixes here`,
    );
  }
  const limits = { timeoutMs: config.settings.check_timeout_ms, signal };
  const checkOptions = { specification: undefined, profile, ...limits };
  const candidate = { language: language.id, path, text, companions: [] };
  const fixed = await checker.fix(candidate, checkOptions);
  const result = fixed?.candidate ?? candidate;
  const fixes = fixed?.fixes ?? [];
  const verdict = await checker.check(result, checkOptions);

  if (options.write && fixes.length > 0) await files.writeText(path, result.text);
  const errors = verdict.diagnostics.filter(isError);
  if (options.json) {
    const diagnostics = diagnosticsToJson(errors, result.text);
    terminal.json({ file, fixes, status: verdict.status, diagnostics, text: result.text });
  } else {
    for (const { code, title } of fixes)
      terminal.say(`${terminal.paint("green", "fixed")} ${code ?? ""} ${escapeText(title)}`);
    showDiagnostics(errors, { file: path, text: result.text }, terminal);
    const done = options.check ? "to be fixed" : "fixed";
    terminal.say(
      `${escapeText(file)}: ${fixes.length} ${done}, ${errors.length} left; ${verdict.status}`,
    );
    if (!options.write && !options.check) terminal.result(result.text.replace(/\n$/, ""));
  }
  if (options.check && fixes.length > 0) return "rejected";
  return verdict.status;
}
