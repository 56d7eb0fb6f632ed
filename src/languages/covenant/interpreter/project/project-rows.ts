import { sectionsOf } from "../../semantics/declarations.ts";
import type { Program, Snippet } from "../../syntax/ast.ts";
import { databaseError } from "../raised.ts";
import { createList, createStruct, type StructValue, type Value } from "../values/value.ts";

/** What `target="project"` can be asked for: the program's own parts as rows. */
const SOURCES: Readonly<Record<string, (program: Program) => readonly StructValue[]>> = {
  snippets: ({ snippets }) => snippets.map((snippet) => row(idAndKind(snippet))),
  functions: ofKinds(["fn", "extern", "extern-abstract"], (snippet) => ({
    effects: createList(
      sectionsOf(snippet, "effects").flatMap(({ effects }) => effects.map(({ name }) => name.text)),
    ),
  })),
  structs: ofKinds(["struct"], () => ({})),
  enums: ofKinds(["enum"], () => ({})),
  types: ofKinds(["struct", "enum"], () => ({})),
  requirements: ({ snippets }) =>
    snippets
      .flatMap((snippet) => sectionsOf(snippet, "requires"))
      .flatMap(({ requirements }) => requirements)
      .map(({ id, text, priority }) =>
        row({ id: id.text, text: text?.text ?? null, priority: priority ?? "medium" }),
      ),
  tests: ({ snippets }) =>
    snippets
      .flatMap((snippet) => sectionsOf(snippet, "tests"))
      .flatMap(({ tests }) => tests)
      .map(({ id, kind, covers }) =>
        row({ id: id.text, kind: kind.text, covers: covers?.text ?? null }),
      ),
};

/** Rows of `from` in the program itself. */
export function projectRows(program: Program, from: string): readonly StructValue[] {
  const read = Object.hasOwn(SOURCES, from) ? SOURCES[from] : undefined;
  if (read === undefined)
    throw databaseError(
      `Cannot query "${from}" of the project: it has ${Object.keys(SOURCES).join(", ")}`,
    );
  return read(program);
}

const row = (fields: Readonly<Record<string, Value>>): StructValue =>
  createStruct(undefined, new Map(Object.entries(fields)));

const idAndKind = ({ id, kind }: Snippet) => ({ id: id.text, kind });

/** Snippets of some kinds: their id, the name in their signature, and more. */
function ofKinds(kinds: readonly string[], more: (snippet: Snippet) => Record<string, Value>) {
  return ({ snippets }: Program): readonly StructValue[] =>
    snippets
      .filter(({ kind }) => kinds.includes(kind))
      .map((snippet) => {
        const signature = sectionsOf(snippet, "signature")[0]?.signature;
        return row({
          id: snippet.id.text,
          name: signature?.name.text ?? snippet.id.text,
          ...more(snippet),
        });
      });
}
