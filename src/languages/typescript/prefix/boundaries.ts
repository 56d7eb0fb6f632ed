import ts from "typescript";
import { findSyntaxErrors } from "../compiler/internal.ts";
import type { Judging } from "./judging.ts";
import { hasEnded, openNodesAt, statementsOf } from "./open-nodes.ts";
import { CURSOR } from "./open-text.ts";
import { readEnd } from "./pieces.ts";
import type { Boundary, Written } from "./state.ts";

/** Where the text ends, if a statement does so there whatever follows. */
export function findBoundary(written: Written, judging: Judging): Boundary | undefined {
  const at = written.text.length;
  const tail = `\n${CURSOR};`;
  const place = readEnd(written, tail, judging);
  const file = place?.file ?? parseWhole(written, tail, judging);
  const position = (place?.position(at) ?? judging.prefix.length + at) + 1;
  const before = statementBefore(file, position);
  if (before === undefined || before.end !== position - 1) return undefined;
  // `new Map<string, { a: number;` reads as something else until `>` comes.
  if (findSyntaxErrors(file).some(({ start }) => start < file.end)) return undefined;
  return hasEnded(before, file.text) ? { at, braces: written.lexer.braces } : undefined;
}

/** Where the word began with which `written` ends, if that ended the statement on the line before. */
export function findFreshBoundary(written: Written, judging: Judging): Boundary | undefined {
  const at = written.lexer.since;
  const place = readEnd(written, "", judging);
  if (place === undefined) return undefined;
  const position = place.position(at);
  const before = statementBefore(place.file, position);
  return before === undefined ? undefined : { at, braces: written.lexer.braces };
}

/** The statement that is followed by one which begins at `position`. */
function statementBefore(file: ts.SourceFile, position: number): ts.Statement | undefined {
  const nodes = openNodesAt(file, position);
  for (const [index, node] of nodes.entries()) {
    const statements = statementsOf(node);
    const next = nodes[index + 1] as ts.Statement | undefined;
    if (statements === undefined || next === undefined || next.getStart(file) !== position)
      continue;
    const order = statements.indexOf(next);
    if (order > 0) return statements[order - 1];
  }
  return undefined;
}

const parseWhole = ({ text }: Written, tail: string, { prefix, facts }: Judging): ts.SourceFile =>
  ts.createSourceFile(facts.path, prefix + text + tail, {
    languageVersion: ts.ScriptTarget.Latest,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  });
