import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { Fault } from "../../../domain/fault.ts";
import { findLanguage } from "../../../pipeline/prepare-run.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";

/** `specwright tools install LANGUAGE`: what the language's deeper checks need, into the cache. */
export async function installToolsCommand(
  [name]: readonly [string],
  options: { readonly release?: string; readonly json?: true; readonly offline?: true },
  { terminal, signal, directory }: Face,
): Promise<ExitReason> {
  const settings = { offline: options.offline };
  await using environment = await createCheckEnvironment({ directory, settings });
  const language = findLanguage(environment, name);
  if (language.installTools === undefined)
    throw new Fault(
      "usage/invalid",
      `Cannot install tools for ${language.displayName}: it has none to install`,
      {
        help: "specwright doctor tells what each language needs",
      },
    );
  if (environment.config.settings.offline)
    throw new Fault("download/failed", "Cannot install tools: this is an offline run", {
      help: "Run once without --offline",
    });
  const installed = await language.installTools(environment, {
    version: options.release,
    onProgress: (line) => (options.json ? undefined : terminal.say(escapeText(line))),
    signal,
  });
  if (options.json) terminal.json({ language: language.id, installed });
  else terminal.result(escapeText(installed));
  return "accepted";
}
