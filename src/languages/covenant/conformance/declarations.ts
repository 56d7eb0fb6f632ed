/** Declarations that a task gives: a candidate holds each of them, token for token, whatever its layout. */

import { Fault } from "../../../domain/fault.ts";
import { format } from "../format/format.ts";
import { forEachStep } from "../semantics/steps.ts";
import type { Program, Snippet } from "../syntax/ast.ts";
import { parse } from "../syntax/parse.ts";

/**
 * Ids of given snippets that are not in `program`.
 *
 * @throws {Fault} `specification/invalid`, like its siblings, for declarations that cannot be read.
 */
export function findMissingDeclarations(
  program: Program,
  declarations: string | undefined,
): readonly string[] {
  const present = new Set(program.snippets.map(({ id }) => id.text));
  return readGiven(declarations)
    .snippets.map(({ id }) => id.text)
    .filter((id) => !present.has(id));
}

/** Snippets of `program` that bear a given snippet's id and differ from it, or give a name of its types to another. */
export function findOtherDeclarations(
  program: Program,
  declarations: string | undefined,
): readonly Snippet[] {
  const given = readGiven(declarations);
  if (given.snippets.length === 0) return [];
  const wanted = textsOf(inCanonicalLayout(given));
  const found = textsOf(inCanonicalLayout(program));
  const typeNames = new Set(given.snippets.flatMap(typeNamesOf));
  return program.snippets.filter((snippet) => {
    const text = wanted.get(snippet.id.text);
    return text === undefined
      ? typeNamesOf(snippet).some((name) => typeNames.has(name))
      : text !== found.get(snippet.id.text);
  });
}

/**
 * `text` with the given snippets that it lacks put in front; `undefined` when it lacks none. They are the task's own
 * words: nothing is guessed.
 */
export function addMissingDeclarations(
  program: Program,
  declarations: string | undefined,
): { readonly text: string; readonly added: readonly string[] } | undefined {
  const added = findMissingDeclarations(program, declarations);
  if (added.length === 0) return undefined;
  const lacking = new Set(added);
  const given = readGiven(declarations);
  const texts = given.snippets
    .filter(({ id }) => lacking.has(id.text))
    .map(({ start, end }) => given.source.slice(start, end));
  return { text: [...texts, program.source].join("\n\n"), added };
}

/** A declaration that is not understood could be answered by anything. */
function readGiven(declarations = ""): Program {
  const { program, findings } = parse(declarations);
  const [first] = findings;
  if (first === undefined || declarations.trim() === "") return program;
  throw new Fault("specification/invalid", `Cannot use the given declarations: ${first.message}`, {
    help: "Write whole snippets, each with its end",
  });
}

/** The formatter spells what means the same alike: `primary` and `primary_key=true`. */
function inCanonicalLayout(program: Program): Program {
  const formatted = format(program.source);
  return formatted.kind === "formatted" ? parse(formatted.text).program : program;
}

/** Structs and enums that a snippet declares. */
const typeNamesOf = ({ sections }: Snippet): readonly string[] =>
  sections.flatMap((section) => {
    if (section.kind === "types") return section.types.map(({ name }) => name.text);
    if (section.kind !== "signature" || section.signature.kind === "fn") return [];
    return [section.signature.name.text];
  });

/** What each snippet says, by its id: its tokens without layout and comments, and its SQL, where blanks mean something. */
function textsOf({ snippets, tokens, source }: Program): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  let index = 0;
  for (const snippet of snippets) {
    const parts: string[] = [];
    for (let token = tokens[index]; token !== undefined && token.start < snippet.end; ) {
      if (token.start >= snippet.start) parts.push(token.text);
      index += 1;
      token = tokens[index];
    }
    for (const section of snippet.sections)
      if (section.kind === "body")
        forEachStep(section.steps, (step) => {
          if (step.kind !== "query" || step.form !== "sql") return;
          parts.push(linesOf(source.slice(step.sql.start, step.sql.end)));
        });
    texts.set(snippet.id.text, parts.join("\u0000"));
  }
  return texts;
}

/** Lines without their indentation, which moves with the layout. */
const linesOf = (sql: string): string =>
  sql
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
