import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { Fault } from "../../../domain/fault.ts";
import type { Pattern } from "../../../domain/pattern.ts";
import { openSpecification } from "../../../pipeline/open-specification.ts";
import { findLanguage } from "../../../pipeline/prepare-run.ts";
import type { CheckEnvironment } from "../../../ports/environment.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { toProjectPath } from "../project-path.ts";
import { renderTable } from "../render-table.ts";
import { tellNote } from "../tell-opening.ts";
import type { Terminal } from "../terminal.ts";

interface JsonOption {
  readonly json?: true;
}

/** `specwright patterns list`: all of them, with what is wrong with the project's own. */
export async function listPatternsCommand(
  _args: readonly [],
  { language, json }: JsonOption & { readonly language?: string },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const wanted = language === undefined ? undefined : findLanguage(environment, language).id;
  const patterns = (await environment.patterns.list()).filter(
    ({ languages }) => wanted === undefined || languages.includes(wanted),
  );
  if (json) for (const pattern of patterns) terminal.json(pattern);
  else
    terminal.result(
      renderTable(
        ["id", "for", "kinds", "description"],
        patterns.map(({ id, languages, kinds, description }) =>
          [id, languages.join(" "), kinds.join(" "), description].map(escapeText),
        ),
      ),
    );
  await tellMistakes(environment, terminal);
  return "accepted";
}

/** `specwright patterns show ID`: as a prompt shows it. */
export async function showPatternCommand(
  [id]: readonly [string],
  { language, json }: JsonOption & { readonly language?: string },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const { patterns } = environment;
  const pattern = (await patterns.list()).find((known) => known.id === id) ?? refuse(id);
  const [shownIn = ""] =
    language === undefined ? pattern.languages : [findLanguage(environment, language).id];
  if (json) terminal.json(pattern);
  else terminal.result(patterns.format(toMatch(pattern), shownIn));
  return "accepted";
}

/** `specwright patterns match SPECIFICATION`: what fits, and why. */
export async function matchPatternsCommand(
  [path]: readonly [string],
  options: JsonOption & { readonly language?: string; readonly count?: number },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const { files, patterns } = environment;
  const specification = await openSpecification(
    toProjectPath(path, directory, files.root),
    environment,
    { language: options.language },
  );
  const pack = findLanguage(environment, specification.language);
  const guidance = await pack.guide?.(specification);
  const matches = await patterns.match({
    language: pack.id,
    kind: guidance?.kind,
    features: guidance?.features ?? [],
    text: [specification.text, ...specification.requirements].join("\n"),
    count: options.count,
  });
  for (const { pattern, score, reasons } of matches) {
    if (options.json) terminal.json({ id: pattern.id, score, reasons });
    else {
      terminal.result(
        `${score.toFixed(2)}  ${escapeText(pattern.id)}  ${escapeText(pattern.name)}`,
      );
      for (const reason of reasons) terminal.say(`      because ${escapeText(reason)}`);
    }
  }
  if (matches.length === 0) terminal.say("no pattern fits: none is shown");
  await tellMistakes(environment, terminal);
  return "accepted";
}

async function tellMistakes(
  { patterns }: Pick<CheckEnvironment, "patterns">,
  terminal: Terminal,
): Promise<void> {
  for (const { span, message } of await patterns.findMistakes())
    tellNote(`${span?.file}: ${message}; it is left out`, terminal);
}

const toMatch = (pattern: Pattern) => ({ pattern, score: 1, reasons: [], matchedFeatures: [] });

function refuse(id: string): never {
  throw new Fault("usage/invalid", `Cannot show "${id}": there is no such pattern`, {
    help: "specwright patterns list shows all of them",
  });
}
