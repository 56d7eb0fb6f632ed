import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { Fault } from "../../../domain/fault.ts";
import type { Reference, Unit } from "../../../domain/reference.ts";
import { toExampleWish } from "../../../pipeline/context/example-wish.ts";
import { openSpecification } from "../../../pipeline/open-specification.ts";
import type { CheckEnvironment } from "../../../ports/environment.ts";
import type { ReferenceQuery } from "../../../ports/reference-index.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { toProjectPath } from "../project-path.ts";
import { createIndexBar } from "../show-progress.ts";
import { tellNote } from "../tell-opening.ts";

export interface ReferencesCommandOptions {
  readonly text?: string;
  readonly signature?: string;
  readonly kind?: Unit["kind"];
  readonly count?: number;
  readonly language?: string;
  readonly json?: true;
}

/** `specwright references [SPEC]`: the pieces of this project that are most like what is asked for. */
export async function referencesCommand(
  [path]: readonly [string | undefined],
  options: ReferencesCommandOptions,
  { terminal, signal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const { references, files } = environment;
  const wish =
    path === undefined
      ? fromOptions(options, environment)
      : await fromSpecification(toProjectPath(path, directory, files.root), options, environment);
  const { notes } = await references.refresh({ signal, onProgress: createIndexBar(terminal) });
  for (const note of notes) tellNote(note, terminal);
  const { kind, count } = options;
  const found = await references.find({ ...wish, kind, count });
  for (const reference of found) {
    if (options.json) terminal.json(reference);
    else for (const line of describe(reference)) terminal.result(line);
  }
  if (found.length === 0) terminal.say("Nothing in this project is like it");
  return "accepted";
}

async function fromSpecification(
  path: string,
  { text, signature, language }: ReferencesCommandOptions,
  environment: CheckEnvironment,
): Promise<ReferenceQuery> {
  if (text !== undefined)
    throw new Fault("usage/invalid", "Cannot look for two things: a specification and --text", {
      help: "Give one of them",
    });
  const specification = await openSpecification(path, environment, { language });
  const shown = [...specification.contextFiles, ...specification.testFiles];
  return {
    language: specification.language,
    text: toExampleWish(specification).text,
    signature: signature ?? specification.signature,
    without: shown.map((file) => file.path),
  };
}

function fromOptions(
  { text, signature, language }: ReferencesCommandOptions,
  { languages }: CheckEnvironment,
): ReferenceQuery {
  if (text === undefined && signature === undefined)
    throw new Fault("usage/invalid", "Cannot look for nothing: what is asked for is not said", {
      help: "Name a specification, or give --text or --signature",
    });
  const indexed = languages.filter(({ outlineUnits }) => outlineUnits !== undefined);
  if (!languages.some(({ id }) => id === language)) {
    const known = indexed.map(({ id }) => id).join(", ");
    const what = language === undefined ? "--language is missing" : `"${language}" is no language`;
    throw new Fault(
      language === undefined ? "usage/invalid" : "language/unknown",
      `Cannot look for code: ${what}`,
      {
        help: `Choose one of ${known}`,
      },
    );
  }
  return { language: language ?? "", text: text ?? "", signature, without: [] };
}

function* describe({ path, line, kind, name, score, reasons, code }: Reference): Generator<string> {
  yield escapeText(`${path}:${line} ${kind} ${name} (${score.toFixed(2)})`);
  yield escapeText(`  ${reasons.join("; ")}`);
  for (const text of code.split("\n")) yield escapeText(`  | ${text}`.trimEnd());
}
