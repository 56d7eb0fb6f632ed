import { createCheckEnvironment } from "../../../config/create-environment.ts";
import type { Diagnostic } from "../../../domain/diagnostic.ts";
import { Fault } from "../../../domain/fault.ts";
import { chooseLanguage } from "../../../pipeline/check.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { toProjectPath } from "../project-path.ts";
import { showDiagnostics } from "../show-diagnostics.ts";

export interface FormatCommandOptions {
  readonly write?: true;
  readonly check?: true;
  readonly language?: string;
}

/**
 * `specwright format FILE…`: canonical layout, to stdout, into the files, or only compared. A file that cannot be
 * read is left alone.
 */
export async function formatCommand(
  [files]: readonly [readonly string[]],
  options: FormatCommandOptions,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  refuseBoth(options);
  await using environment = await createCheckEnvironment({ directory });
  let exit: ExitReason = "accepted";
  for (const file of files) {
    const path = toProjectPath(file, directory, environment.files.root);
    const language = chooseLanguage(path, environment, options.language);
    if (language.format === undefined) {
      throw new Fault(
        "usage/invalid",
        `Cannot format "${file}": ${language.displayName} is not formatted here`,
      );
    }
    const name = escapeText(file);
    const text = await environment.files.readText(path);
    const formatted = await language.format(text);
    if (formatted.kind === "refused") {
      const diagnostics = formatted.diagnostics.map((each) => inFile(each, path));
      showDiagnostics(diagnostics, { file: path, text }, terminal);
      terminal.say(`${name} left alone: it cannot be read`);
      exit = "rejected";
    } else if (options.check) {
      if (formatted.text === text) continue;
      terminal.result(`${name} is not in canonical layout`);
      exit = "rejected";
    } else if (options.write) {
      if (formatted.text !== text) await environment.files.writeText(path, formatted.text);
      terminal.say(`${name} ${formatted.text === text ? "unchanged" : "formatted"}`);
    } else terminal.result(formatted.text.replace(/\n$/, ""));
  }
  return exit;
}

/** The formatter is given a text, and knows no file. */
const inFile = (diagnostic: Diagnostic, file: string): Diagnostic => ({
  ...diagnostic,
  span: diagnostic.span && { ...diagnostic.span, file },
});

const refuseBoth = ({ write, check }: FormatCommandOptions): void => {
  if (write && check)
    throw new Fault("usage/invalid", "Cannot both --write and --check", {
      help: "--check says whether anything would change, --write changes it",
    });
};
