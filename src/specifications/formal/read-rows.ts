/** Tasks as data: sections in YAML, and one task a line in JSON. */

import { parseDocument } from "yaml";
import type { Diagnostic } from "../../domain/diagnostic.ts";
import { Fault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { FormalSpecification } from "../../domain/specification.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { folderOf } from "../../std/folder-of.ts";
import { type FormalPack, findPack, listFormalPacks } from "./choose-pack.ts";
import { finding } from "./finding.ts";
import { joinSections, SECTION_NAMES } from "./join-sections.ts";
import { lintSource } from "./lint-source.ts";
import { faultOf } from "./refuse-linted.ts";
import { toSpecification } from "./to-specification.ts";

export interface ReadFormalRowsOptions {
  readonly languages: readonly LanguagePack[];
  /** Taken where a row names none. @default none */
  readonly language?: string | undefined;
}

/** One task: its specification, or why it has none. */
export type FormalRow = {
  /** Where the row stands, from 1. */
  readonly line: number;
  /** Its own, else `line 3`. */
  readonly id: string;
  /** Warnings where it can be used. */
  readonly diagnostics: readonly Diagnostic[];
} & (
  | { readonly specification: FormalSpecification; readonly fault: undefined }
  /** `fault` is `specification/invalid` or `language/unknown`, with the lines of all mistakes. */
  | { readonly specification: undefined; readonly fault: Fault }
);

/**
 * The tasks of a text with one JSON object a line: `id`, `language`, and either `spec_text` or `vc-*` sections; other
 * fields do not count. Blank lines are none. A row that cannot be used does not stop the others.
 */
export function readFormalRows(
  { path, text }: SourceText,
  options: ReadFormalRowsOptions,
): readonly FormalRow[] {
  const ids = new Set<string>();
  return text
    .replace(/^\uFEFF/u, "")
    .split("\n")
    .flatMap((line, at) => (line.trim() === "" ? [] : [{ line, number: at + 1 }]))
    .map(({ line, number }) => {
      const place = { path: `${path}:${number}`, folder: "", line: number, id: `line ${number}` };
      const fields = readJson(line);
      if (typeof fields === "string") return refuse(place, fields);
      const row = readTask(fields, place, options);
      if (!ids.has(row.id)) {
        ids.add(row.id);
        return row;
      }
      return refuse({ ...place, id: row.id }, `The id "${row.id}" is there twice`);
    });
}

/** A task in YAML: the same fields as a row, its file's name where it has no id. */
export function readFormalYaml(
  { path, text }: SourceText,
  options: ReadFormalRowsOptions,
): FormalRow {
  const id = path.replace(/^.*\//u, "").replace(/\.\w+$/u, "");
  const place = { path, folder: folderOf(path), line: 1, id };
  const document = parseDocument(text, { logLevel: "error", prettyErrors: true });
  const [mistake] = [...document.errors, ...document.warnings];
  if (mistake !== undefined) {
    const line = mistake.linePos?.[0].line ?? 1;
    return refuse({ ...place, path: `${path}:${line}` }, mistake.message.split("\n")[0] ?? "");
  }
  let fields: unknown;
  try {
    fields = document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return refuse(place, "It has too many aliases, or one that leads nowhere");
  }
  return isRecord(fields)
    ? readTask(fields, place, options)
    : refuse(place, "It is no list of sections");
}

interface Place {
  /** For messages. */
  readonly path: string;
  /** Where the filled file goes. */
  readonly folder: string;
  readonly line: number;
  readonly id: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Readable, and harmless as the name of a file. */
const ID = /^[\p{L}\p{N}_][\p{L}\p{N}_.:+ -]{0,99}$/u;

function readTask(fields: Fields, here: Place, options: ReadFormalRowsOptions): FormalRow {
  const said = fields["id"] ?? here.id;
  const id = typeof said === "number" ? `${said}` : said;
  if (typeof id !== "string" || !ID.test(id) || id.includes("..")) {
    return refuse(
      here,
      `The id ${JSON.stringify(said).slice(0, 60)} is no name`,
      "Letters, digits and - _ . : + make one",
    );
  }
  const place = { ...here, id };
  const pack = readLanguage(fields, options);
  if (typeof pack === "string") return refuse(place, pack, knownPacks(options));
  const task = readSource(fields, pack);
  if (typeof task === "string")
    return refuse(place, task, `Fields: spec_text, or ${SECTION_NAMES.join(", ")}`);
  const { fileExtensions } = pack;
  const path = `${place.folder}${id.replaceAll(/[: ]/gu, "-")}${fileExtensions[0]}`;
  const source = { path, text: task.source };
  const diagnostics = [...lintSource(source, pack), ...refuseImports(source, pack)];
  const fault = faultOf(source, diagnostics);
  if (fault !== undefined) {
    const { code, message, help } = fault;
    const told = new Fault(code, `${message}\n  (made from ${place.path})`, { help });
    return { line: place.line, id, diagnostics, specification: undefined, fault: told };
  }
  const parts = { name: id, path, source: task.source, description: task.description };
  const specification = toSpecification(parts, { pack, contextFiles: [] });
  return { line: place.line, id, diagnostics, specification, fault: undefined };
}

function readLanguage(
  fields: Fields,
  { languages, language }: ReadFormalRowsOptions,
): FormalPack | string {
  const said = fields["language"] ?? language;
  if (said === undefined) return "It does not say in which language";
  const pack = typeof said === "string" ? findPack(said, languages) : undefined;
  return pack ?? `There is no language of contracts called ${JSON.stringify(said).slice(0, 60)}`;
}

const knownPacks = ({ languages }: ReadFormalRowsOptions): string =>
  `Add "language", or --language: ${listFormalPacks(languages)
    .map(({ id }) => id)
    .join(", ")}`;

/** The file's text and what is said about it; a message where the fields make none. */
function readSource(
  fields: Fields,
  pack: FormalPack,
): { readonly source: string; readonly description: string | undefined } | string {
  const sections = new Map<string, string>();
  for (const [name, value] of Object.entries(fields)) {
    if (!/^vc-|^spec_text$|^description$/u.test(name) || value === null) continue;
    if (typeof value !== "string") return `The field "${name}" is no text`;
    if (value.includes("\0")) return `The field "${name}" holds a NUL character`;
    if (name.startsWith("vc-") && !SECTION_NAMES.includes(name))
      return `There is no section "${name}"`;
    sections.set(name, value);
  }
  const whole = sections.get("spec_text");
  const hasSections = [...sections.keys()].some(
    (name) => name.startsWith("vc-") && name !== "vc-description",
  );
  if (whole === undefined && !hasSections) return "It holds neither a text nor sections";
  const description = (sections.get("vc-description") ?? sections.get("description"))?.trim();
  return {
    source: whole ?? joinOpen(sections, pack),
    description: description === "" ? undefined : description,
  };
}

/** What begins a comment is the pack's to say; where it does not, it is what makes slots of the regions. */
function joinOpen(
  sections: ReadonlyMap<string, string>,
  { lineComment, formal }: FormalPack,
): string {
  const starts = lineComment === undefined ? ["//", "--"] : [lineComment];
  const joined = starts.map((start) => joinSections(sections, start));
  return joined.find((source) => formal.readSlots(source).length > 0) ?? joined[0] ?? "";
}

/** A row has no folder: files that it includes would be anybody's. */
const refuseImports = ({ path, text }: SourceText, { formal, fileExtensions }: FormalPack) =>
  formal
    .readImports(text)
    .filter((each) =>
      fileExtensions.some((ending) => each.path !== undefined && each.target.includes(ending)),
    )
    .map(({ target }) =>
      finding(
        path,
        Math.max(0, text.indexOf(target)),
        `A task as data cannot include ${target}`,
        "Write the tasks as files",
      ),
    );

function readJson(line: string): Fields | string {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : "It is no JSON object";
  } catch {
    return "It is no JSON";
  }
}

const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const refuse = (place: Place, message: string, help?: string): FormalRow => ({
  line: place.line,
  id: place.id,
  diagnostics: [finding(place.path, 0, message, help)],
  specification: undefined,
  fault: new Fault(
    "specification/invalid",
    `Cannot use ${place.path} as a specification: ${message}`,
    { help },
  ),
});
