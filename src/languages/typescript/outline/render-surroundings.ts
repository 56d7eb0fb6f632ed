/** What a function uses of its file, as text. */

import ts from "typescript";
import { boundNames } from "./file-names.ts";
import type { FoundFunction } from "./find-functions.ts";
import { isState } from "./open-file.ts";
import type { Piece } from "./reach.ts";

export interface Surroundings {
  readonly text: string;
  /** What there was no room for. */
  readonly leftOut: readonly ts.Node[];
}

/** More than this no model reads with care. */
const MOST_CHARACTERS = 20_000;

/** Imports, constants, types and functions among `pieces`, which come nearest first, in the order of the file. */
export function renderSurroundings(
  { holder, owner }: FoundFunction,
  pieces: readonly Piece[],
): Surroundings {
  const own = statementOf(holder);
  const reached = new Set(pieces.map((piece) => piece.node));
  const shown: { readonly start: number; readonly text: string }[] = [];
  const leftOut: ts.Node[] = [];
  let room = MOST_CHARACTERS;
  const show = (statement: ts.Node, text: string): void => {
    if (text.length > room) leftOut.push(statement);
    else {
      shown.push({ start: statement.pos, text });
      room -= text.length;
    }
  };
  if (owner !== undefined && pieces[0]?.facts.usesThis === true) {
    const dropped = owner.members.filter(
      (member) => !isState(member) && (member === holder || !reached.has(member)),
    );
    show(own, withoutRanges(own, dropped));
  }
  for (const statement of reached)
    if (ts.isSourceFile(statement.parent) && statement !== own) show(statement, textOf(statement));
  const texts = shown.toSorted((a, b) => a.start - b.start).map(({ text }) => text);
  return { text: texts.join("\n\n"), leftOut };
}

/** The text of a statement or member, its comment for readers included. */
export const textOf = (node: ts.Node): string => {
  const { text } = node.getSourceFile();
  return text.slice(startOf(node), node.end);
};

/** Where the text of `node` begins. */
export const startOf = (node: ts.Node): number => node.getStart(node.getSourceFile(), true);

/** What a statement declares, for people. */
export function nameOfStatement(node: ts.Node): string {
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.flatMap(({ name }) => boundNames(name)).join(", ");
  const name = (node as { readonly name?: ts.Node }).name;
  return name?.getText() ?? node.getText().slice(0, 40);
}

/** The statement of the file that `node` is in. */
function statementOf(node: ts.Node): ts.Node {
  let statement = node;
  while (!ts.isSourceFile(statement.parent)) statement = statement.parent;
  return statement;
}

function withoutRanges(statement: ts.Node, dropped: readonly ts.Node[]): string {
  const { text } = statement.getSourceFile();
  const parts: string[] = [];
  let start = startOf(statement);
  for (const { pos, end } of dropped) {
    parts.push(text.slice(start, pos));
    start = end;
  }
  return [...parts, text.slice(start, statement.end)].join("");
}
