import type { Diagnostic } from "../../domain/diagnostic.ts";
import { toBypass } from "../../syntax/finding.ts";
import { isCallable } from "./semantics/declarations.ts";
import type { Program, Snippet } from "./syntax/ast.ts";
import type { Name } from "./syntax/terms.ts";
import { LIBRARY } from "./tables/library.ts";

const LIBRARY_IDS: ReadonlySet<string> = new Set(LIBRARY.map(({ id }) => id));

/**
 * Snippets that switch checking off. A definition overwrites whatever had the same name before. One of the library's
 * loses its effect: a program that brings its own `fs.write_file` writes files and counts as pure. One of the file is
 * no longer what runs when it is called.
 */
export function findBypasses({ snippets }: Program, file: string): readonly Diagnostic[] {
  const functions = snippets.filter(({ kind }) => isCallable(kind));
  const functionIds = new Set(functions.map(({ id }) => id.text));
  const abstractIds = new Set(
    functions.filter(({ kind }) => kind === "extern-abstract").map(({ id }) => id.text),
  );
  return snippets.flatMap((snippet) => {
    const { id } = snippet;
    if (namesOf(snippet).some(({ text }) => LIBRARY_IDS.has(text))) {
      const message = `"${id.text}" takes the place of the library's function, and of its effect`;
      const help = "Call the library's function, or choose another name";
      return [toBypass({ code: "shadowed-library", message, help, ...placeOf(id) }, file)];
    }
    const taken = namesOf(snippet).find(
      (name) =>
        name.text !== id.text &&
        functionIds.has(name.text) &&
        !(name === snippet.implements && abstractIds.has(name.text)),
    );
    if (taken === undefined) return [];
    const message = `"${id.text}" takes the place of "${taken.text}": it claims that name`;
    const help =
      "Name the function in its signature by the last part of its own id, and implement only what is abstract";
    return [toBypass({ code: "shadowed-function", message, help, ...placeOf(taken) }, file)];
  });
}

/** Its id, the names in its signatures, which the reference registers too, and what it implements. */
const namesOf = ({ id, implements: implemented, sections }: Snippet): readonly Name[] => [
  id,
  ...(implemented === undefined ? [] : [implemented]),
  ...sections.flatMap((section) => (section.kind === "signature" ? [section.signature.name] : [])),
];

const placeOf = ({ start, end }: Name) => ({ start, end });
