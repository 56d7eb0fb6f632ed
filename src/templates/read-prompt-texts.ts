import { Fault } from "../domain/fault.ts";
import type { SourceText } from "../domain/source-text.ts";
import type { Files } from "../ports/files.ts";
import { compareTexts, type PromptText, readPromptText } from "./prompt-text.ts";

/** Where a project's own texts are: a folder for each section. */
export const PROMPT_FOLDER = ".specwright/prompts";

const MOST_BYTES = 100_000;

export interface PromptTextSources {
  /** The texts that come with the package: `…/SECTION/VERSION.liquid`. */
  readonly readBuiltIn: () => Promise<readonly SourceText[]>;
  readonly files: Pick<Files, "list" | "readText">;
}

type TextsOfSection = readonly [PromptText, ...PromptText[]];
export type SectionTexts = ReadonlyMap<string, TextsOfSection>;

/**
 * All texts by section, newest first; the project's stand in for built-in ones of the same id.
 *
 * @throws {Fault} `template/invalid` for a folder that is no section, or a file that cannot be read
 */
export async function readPromptTexts({
  readBuiltIn,
  files,
}: PromptTextSources): Promise<SectionTexts> {
  const builtIn = (await readBuiltIn()).map((source) =>
    readPromptText(source, { origin: "built-in", knownVariables: [] }),
  );
  const sections = [...new Set(builtIn.map(({ section }) => section))];
  await refuseUnknownSections(sections, files);
  const entries = sections.map(async (section): Promise<readonly [string, TextsOfSection]> => {
    const ours = builtIn.filter((text) => text.section === section);
    const knownVariables = [...new Set(ours.flatMap(({ variables }) => variables))];
    const own = (await readOwn(section, files)).map((source) =>
      refuseForeignVariables(
        readPromptText(source, { origin: source.path, knownVariables }),
        knownVariables,
      ),
    );
    const ids = new Set(own.map(({ id }) => id));
    const texts = [...own, ...ours.filter(({ id }) => !ids.has(id))].sort(compareTexts);
    return [section, texts as readonly PromptText[] as TextsOfSection];
  });
  return new Map(await Promise.all(entries));
}

async function readOwn(
  section: string,
  files: PromptTextSources["files"],
): Promise<readonly SourceText[]> {
  const folder = `${PROMPT_FOLDER}/${section}`;
  const names = (await files.list(folder)).filter((name) => name.endsWith(".liquid"));
  return Promise.all(
    names.map(async (name) => {
      const path = `${folder}/${name}`;
      return { path, text: await files.readText(path, { maxBytes: MOST_BYTES }) };
    }),
  );
}

async function refuseUnknownSections(
  sections: readonly string[],
  files: PromptTextSources["files"],
): Promise<void> {
  const folders = (await files.list(PROMPT_FOLDER)).filter((name) => !name.includes("."));
  const unknown = folders.find((name) => !sections.includes(name));
  if (unknown === undefined) return;
  throw new Fault(
    "template/invalid",
    `Cannot use ${PROMPT_FOLDER}/${unknown}: there is no section of that name`,
    { help: `Sections: ${sections.join(", ")}` },
  );
}

function refuseForeignVariables(text: PromptText, known: readonly string[]): PromptText {
  const foreign = text.variables.find((name) => !known.includes(name));
  if (foreign === undefined) return text;
  throw new Fault(
    "template/invalid",
    `Cannot use the front matter of ${text.path}: ${text.section} has no variable "${foreign}"`,
    { help: `Variables of ${text.section}: ${known.join(", ")}` },
  );
}
