/** Prose: a Markdown file in the user's words, with optional front matter. */

import { Fault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { ProseSpecification } from "../../domain/specification.ts";
import type {
  ReadSpecificationOptions,
  SpecificationReader,
} from "../../ports/specification-reader.ts";
import { chooseLanguage } from "./choose-language.ts";
import { type FrontMatter, NO_FRONT_MATTER } from "./front-matter.ts";
import { readNamedFile } from "./named-files.ts";
import { readSections } from "./read-sections.ts";
import { splitFrontMatter } from "./split-front-matter.ts";

export { parseExample } from "./parse-example.ts";

export const prose: SpecificationReader = {
  kind: "prose",
  canRead: (path) => /\.(?:md|markdown|txt)$/i.test(path),
  read: readProse,
};

async function readProse(
  { path, text }: SourceText,
  { languages, language, files }: ReadSpecificationOptions,
): Promise<ProseSpecification> {
  const { frontMatter, frontMatterLine, body, isClosed } = splitFrontMatter(text);
  if (!isClosed) throw refuse(path, "its front matter has no end", "Close it with a line of ---");
  const said =
    frontMatter === undefined
      ? NO_FRONT_MATTER
      : await readYaml(frontMatter, { path, firstLine: frontMatterLine });
  if (!saysSomething(body)) {
    const what =
      text.trim() === "" ? "it is empty" : "it says nothing besides front matter and headings";
    throw refuse(path, what, "Say in a sentence or two what the file should do");
  }

  const sections = readSections(body);
  const hints = { said: said.language, wished: language, fenceTags: sections.fenceTags };
  const choice = chooseLanguage(hints, languages);
  if (choice.pack === undefined) {
    const known = `Languages here: ${languages.map(({ id }) => id).join(", ")}`;
    throw refuse(path, choice.why, `Add a line "language: …" or --language. ${known}`);
  }
  const readNamed = (field: "context" | "tests"): Promise<readonly SourceText[]> =>
    Promise.all(
      said[field].map((name, index) =>
        readNamedFile({ name, line: said.lineOf([field, index]) }, path, files),
      ),
    );
  if (said.grammar !== undefined && said.companions.length > 0)
    throw refuse(
      path,
      "it has a grammar and companions, and a grammar is of one file",
      "Leave out one of them, or ask for each file by itself",
    );
  const grammar =
    said.grammar === undefined
      ? undefined
      : await readNamedFile({ name: said.grammar, line: said.lineOf(["grammar"]) }, path, files);
  return {
    kind: "prose",
    name: sections.title ?? path.replace(/^.*\//, "").replace(/\.\w+$/, ""),
    language: choice.pack.id,
    text: body,
    signature: said.signature ?? sections.signature,
    examples: said.examples.length > 0 ? said.examples : sections.examples,
    requirements: said.requirements.length > 0 ? said.requirements : sections.requirements,
    contextFiles: await readNamed("context"),
    testFiles: await readNamed("tests"),
    companions: said.companions,
    grammar,
  };
}

/** The parser of YAML is loaded for files that have some. */
async function readYaml(
  yaml: string,
  options: { readonly path: string; readonly firstLine: number },
): Promise<FrontMatter> {
  const { readFrontMatter } = await import("./read-front-matter.ts");
  return readFrontMatter(yaml, options);
}

/** Whether there is a word outside headings and HTML comments. */
const saysSomething = (body: string): boolean =>
  /[\p{L}\p{N}]/u.test(dropComments(body).replaceAll(/^ {0,3}#+(?:[ \t].*)?$/gm, ""));

/** An open comment reaches to the end, as in a browser. */
const dropComments = (text: string): string =>
  text
    .split("<!--")
    .map((part, index) => (index === 0 ? part : afterComment(part)))
    .join("");

function afterComment(part: string): string {
  const end = part.indexOf("-->");
  return end === -1 ? "" : part.slice(end + 3);
}

const refuse = (path: string, what: string, help: string): Fault =>
  new Fault("specification/invalid", `Cannot use "${path}" as a specification: ${what}`, { help });
