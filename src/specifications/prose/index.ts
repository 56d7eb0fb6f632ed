/** Prose: a Markdown file in the user's words, with optional front matter. */

import { Fault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { ProseSpecification } from "../../domain/specification.ts";
import type { Files } from "../../ports/files.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import type { ReadSpecificationOptions, SpecificationReader } from "../../ports/specification-reader.ts";
import { type FrontMatter, readFrontMatter } from "./read-front-matter.ts";
import { readSections } from "./read-sections.ts";
import { splitFrontMatter } from "./split-front-matter.ts";

export const prose: SpecificationReader = {
  kind: "prose",
  canRead: (path) => /\.(?:md|markdown|txt)$/i.test(path),
  read: readProse,
};

const NOTHING_SAID: FrontMatter = readFrontMatter("", { path: "", firstLine: 1 });

async function readProse(
  { path, text }: SourceText,
  { languages, language, files }: ReadSpecificationOptions,
): Promise<ProseSpecification> {
  const { frontMatter, frontMatterLine, body, isClosed } = splitFrontMatter(text);
  if (!isClosed) throw refuse(path, "its front matter has no end", "Close it with a line of ---");
  const said =
    frontMatter === undefined
      ? NOTHING_SAID
      : readFrontMatter(frontMatter, { path, firstLine: frontMatterLine });
  const sections = readSections(body);
  if (body.replace(/^#+.*$/gm, "").trim() === "") {
    const what = text.trim() === "" ? "it is empty" : "it says nothing besides front matter and headings";
    throw refuse(path, what, "Say in a sentence or two what the file should do");
  }

  const pack = chooseLanguage([said.language, language, sections.fenceTag], languages, path);
  const readNamed = (names: readonly string[]): Promise<readonly SourceText[]> =>
    Promise.all(names.map((name) => readNamedFile(name, path, files)));
  return {
    kind: "prose",
    name: sections.title ?? path.replace(/^.*\//, "").replace(/\.\w+$/, ""),
    language: pack.id,
    text: body,
    signature: said.signature ?? sections.signature,
    examples: said.examples.length > 0 ? said.examples : sections.examples,
    requirements: said.requirements.length > 0 ? said.requirements : sections.requirements,
    contextFiles: await readNamed(said.context),
    testFiles: await readNamed(said.tests),
  };
}

const refuse = (path: string, what: string, help: string): Fault =>
  new Fault("specification/invalid", `Cannot use "${path}" as a specification: ${what}`, { help });

/** The first that is said: by the file, by the caller, by a fenced block in the text. */
function chooseLanguage(
  [said, wished, fenced]: readonly [string | undefined, string | undefined, string | undefined],
  languages: readonly LanguagePack[],
  path: string,
): LanguagePack {
  const help = `Languages here: ${languages.map(({ id }) => id).join(", ")}`;
  const find = (name: string): LanguagePack | undefined => {
    const wanted = name.toLowerCase();
    return languages.find(
      ({ id, fenceTags, fileExtensions }) =>
        id === wanted ||
        fenceTags.includes(wanted) ||
        fileExtensions.some((extension) => extension === wanted || extension === `.${wanted}`),
    );
  };
  const named = said ?? wished;
  if (named !== undefined) {
    const found = find(named);
    if (found !== undefined) return found;
    throw refuse(path, `there is no language called "${named}"`, help);
  }
  const found = fenced === undefined ? undefined : find(fenced);
  if (found !== undefined) return found;
  throw refuse(path, "it does not say in which language", `Add a line "language: …" or --language. ${help}`);
}

/** A file that the specification names, relative to itself; it must lie in the project. */
async function readNamedFile(name: string, path: string, files: Files): Promise<SourceText> {
  const resolved = joinPath(path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "", name);
  if (resolved === undefined) {
    throw refuse(path, `it names "${name}", which lies outside the project`, "Name files of the project");
  }
  return { path: resolved, text: await files.readText(resolved) };
}

/** `a/b` + `../c` → `a/c`; `undefined` when it leads out, or is absolute. */
function joinPath(folder: string, name: string): string | undefined {
  if (name.startsWith("/") || name.includes("\\") || /^[a-z]:/i.test(name)) return undefined;
  const parts: string[] = [];
  for (const part of `${folder}/${name}`.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return `${folder.startsWith("/") ? "/" : ""}${parts.join("/")}`;
}
