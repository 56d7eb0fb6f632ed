import type { Diagnostic } from "../../domain/diagnostic.ts";
import type { Program, Snippet } from "./syntax/ast.ts";
import { LIBRARY } from "./tables/library.ts";

const LIBRARY_IDS: ReadonlySet<string> = new Set(LIBRARY.map(({ id }) => id));

/**
 * Snippets that switch checking off. A definition overwrites the library's own of the same name, its effect
 * included: a program that brings its own `fs.write_file` writes files and counts as pure.
 */
export const findBypasses = ({ snippets }: Program, file: string): readonly Diagnostic[] =>
  snippets.filter(shadowsLibrary).map(({ id }) => {
    const message = `"${id.text}" takes the place of the library's function, and of its effect`;
    return {
      tool: "guard",
      code: "shadowed-library",
      phase: "guard",
      category: "bypass",
      severity: "error",
      message,
      span: { file, start: id.start, end: id.end },
      related: [],
      help: "Call the library's function, or choose another name",
      facts: {},
      fixes: [],
      raw: message,
    };
  });

/** By its id, or by the name in its signature: the reference registers both. */
const shadowsLibrary = ({ id, sections }: Snippet): boolean =>
  LIBRARY_IDS.has(id.text) ||
  sections.some(
    (section) => section.kind === "signature" && LIBRARY_IDS.has(section.signature.name.text),
  );
