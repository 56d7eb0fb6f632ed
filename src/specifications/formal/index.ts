/** A file of contracts with open places: what is written into them must be proved. */

import { Fault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { FormalSpecification } from "../../domain/specification.ts";
import type {
  ReadSpecificationOptions,
  SpecificationLint,
  SpecificationReader,
} from "../../ports/specification-reader.ts";
import { choosePack } from "./choose-pack.ts";
import { lintSource } from "./lint-source.ts";
import { readImported } from "./read-imported.ts";
import { refuseLinted } from "./refuse-linted.ts";
import { toSpecification } from "./to-specification.ts";

const SECTIONS = /\.ya?ml$/iu;
const ROWS = /\.jsonl$/iu;

/** The reader of texts with many tasks; the parser of YAML comes with it. */
export const loadFormalRows = () => import("./read-rows.ts");

/** Which files are for it is told by the packs that prove contracts, and by the sections of a task. */
export const formal: SpecificationReader = {
  kind: "formal",
  canRead(path, { languages = [], text = "" } = {}) {
    if (SECTIONS.test(path)) return /^["']?vc-[a-z]+["']?[ \t]*:/mu.test(text);
    if (ROWS.test(path)) return /"(?:vc-[a-z]+|spec_text)"\s*:/u.test(text);
    return choosePack(path, languages, undefined) !== undefined;
  },
  read: async (source, options) =>
    SECTIONS.test(source.path) || ROWS.test(source.path)
      ? readTask(source, options)
      : readFile(source, options),
  lint: async (source, options) =>
    SECTIONS.test(source.path) || ROWS.test(source.path)
      ? { diagnostics: [], sources: [source] }
      : lintFile(source, options),
};

/**
 * A file in a language of contracts → specification; the files that it includes are read with it.
 *
 * @throws {Fault} `specification/invalid` with all its errors and their lines; `language/unknown`
 */
async function readFile(
  source: SourceText,
  { languages, language, files }: ReadSpecificationOptions,
): Promise<FormalSpecification> {
  const pack = choosePack(source.path, languages, language);
  if (pack === undefined) {
    throw new Fault(
      "language/unknown",
      `Cannot use "${source.path}": ${language} has no contracts that are proved`,
      {
        help: "Leave --language away: the file's name says it",
      },
    );
  }
  const imported = await readImported(source, pack, files);
  refuseLinted(source, [...lintSource(source, pack), ...imported.diagnostics]);
  return toSpecification(
    { name: nameOf(source.path), path: source.path, source: source.text, description: undefined },
    { pack, contextFiles: imported.files },
  );
}

async function lintFile(
  source: SourceText,
  { languages, files }: Pick<ReadSpecificationOptions, "languages" | "files">,
): Promise<SpecificationLint> {
  const pack = choosePack(source.path, languages, undefined);
  if (pack === undefined) return { diagnostics: [], sources: [source] };
  const imported = await readImported(source, pack, files);
  return {
    diagnostics: [...lintSource(source, pack), ...imported.diagnostics],
    sources: [source, ...imported.files],
  };
}

/** The parser of YAML is loaded for files that have some. */
async function readTask(
  source: SourceText,
  { languages, language }: ReadSpecificationOptions,
): Promise<FormalSpecification> {
  const { readFormalRows, readFormalYaml } = await import("./read-rows.ts");
  const rows = SECTIONS.test(source.path)
    ? [readFormalYaml(source, { languages, language })]
    : readFormalRows(source, { languages, language });
  const [row, another] = rows;
  if (row === undefined || another !== undefined) {
    throw new Fault(
      "specification/invalid",
      `Cannot use "${source.path}" as one specification: it holds ${rows.length} tasks`,
      {
        help: "specwright batch takes files of many tasks",
      },
    );
  }
  if (row.specification !== undefined) return row.specification;
  throw row.fault;
}

const nameOf = (path: string): string => path.replace(/^.*\//u, "").replace(/\.\w+$/u, "");
