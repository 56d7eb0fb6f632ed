import ts from "typescript";
import { Fault } from "../../../domain/fault.ts";
import type { SourceText } from "../../../domain/source-text.ts";
import { findSyntaxErrors } from "../compiler/internal.ts";

/**
 * The tree of a TypeScript or JavaScript file, parents linked.
 *
 * @throws {Fault} `source/unreadable` with the line, for a text that does not parse.
 */
export function parseSource({ path, text }: SourceText): ts.SourceFile {
  const file = parse(path, text);
  const [first] = findSyntaxErrors(file);
  if (first === undefined) return file;
  const line = file.getLineAndCharacterOfPosition(first.start).line + 1;
  throw refuse(path, `line ${line}: ${ts.flattenDiagnosticMessageText(first.messageText, " ")}`);
}

function parse(path: string, text: string): ts.SourceFile {
  try {
    return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, scriptKind(path));
  } catch (error) {
    // The parser descends on the machine's stack.
    if (error instanceof RangeError) throw refuse(path, "it is nested too deeply");
    throw error;
  }
}

const refuse = (path: string, why: string): Fault =>
  new Fault("source/unreadable", `Cannot read the functions of "${path}": ${why}`, {
    help: "Give a file that its own language's compiler accepts",
  });

function scriptKind(path: string): ts.ScriptKind {
  const extension = path.slice(path.lastIndexOf(".")).toLowerCase();
  return SCRIPT_KINDS.get(extension) ?? ts.ScriptKind.TS;
}

const SCRIPT_KINDS: ReadonlyMap<string, ts.ScriptKind> = new Map([
  [".tsx", ts.ScriptKind.TSX],
  [".jsx", ts.ScriptKind.JSX],
  [".js", ts.ScriptKind.JS],
  [".mjs", ts.ScriptKind.JS],
  [".cjs", ts.ScriptKind.JS],
]);
