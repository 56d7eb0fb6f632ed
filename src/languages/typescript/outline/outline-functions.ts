import ts from "typescript";
import type { SourceText } from "../../../domain/source-text.ts";
import type { FunctionOutline, SourceConstruct } from "../../../ports/migration.ts";
import { construct } from "./find-constructs.ts";
import { type FoundFunction, findFunctions } from "./find-functions.ts";
import { type OpenFile, openFile } from "./open-file.ts";
import { parseSource } from "./parse-source.ts";
import { reach } from "./reach.ts";
import { readDescription, readSignature } from "./read-signature.ts";
import { nameOfStatement, renderSurroundings, startOf, textOf } from "./render-surroundings.ts";

/**
 * The functions of a TypeScript or JavaScript file.
 *
 * @throws {Fault} `source/unreadable` with the line, for a text that does not parse.
 */
export function outlineFunctions(source: SourceText): readonly FunctionOutline[] {
  const tree = parseSource(source);
  const file = openFile(tree);
  return findFunctions(tree).map((found) => outline(found, file));
}

/** What it reaches is looked for when it is asked for: of many functions in a file, few may be wanted. */
function outline(found: FoundFunction, file: OpenFile): FunctionOutline {
  const { name, node, holder, owner } = found;
  const piece = file.piece(node, owner);
  const signature = readSignature(found, { names: file.names, usesThis: piece.facts.usesThis });
  const surroundings = lazily(() =>
    renderSurroundings(
      found,
      reach(piece, file, () => true),
    ),
  );
  const calls = lazily(() =>
    reach(piece, file, ({ isValue }) => isValue).flatMap(({ facts }) => [...facts.calls]),
  );
  const raises = lazily(() =>
    reach(piece, file, ({ isUncaught }) => isUncaught).flatMap(({ facts }) => [...facts.raises]),
  );
  return {
    name,
    parameters: signature.parameters,
    returns: signature.returns,
    description: readDescription(holder),
    text: textOf(holder),
    get surroundings() {
      return surroundings().text;
    },
    get calls() {
      return [...new Set(calls())];
    },
    get raises() {
      return [...new Set(raises())];
    },
    get constructs() {
      const leftOut = surroundings().leftOut.map((each) =>
        construct("left-out", each, nameOfStatement(each)),
      );
      return inOrder([...signature.constructs, ...piece.facts.constructs, ...leftOut]);
    },
    isAsync: isAsync(node),
    isGenerator: "asteriskToken" in node && node.asteriskToken !== undefined,
    lines: linesOf(holder),
  };
}

function lazily<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

const isAsync = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);

const MOST_CONSTRUCTS = 50;

/** Each once, in the order of the text. */
function inOrder(constructs: readonly SourceConstruct[]): readonly SourceConstruct[] {
  const firsts = new Map<string, SourceConstruct>();
  for (const each of constructs) {
    const key = `${each.kind} ${each.text}`;
    if (!firsts.has(key)) firsts.set(key, each);
  }
  return [...firsts.values()].toSorted((a, b) => a.line - b.line).slice(0, MOST_CONSTRUCTS);
}

function linesOf(node: ts.Node): FunctionOutline["lines"] {
  const file = node.getSourceFile();
  const lineAt = (offset: number): number => file.getLineAndCharacterOfPosition(offset).line + 1;
  return { first: lineAt(startOf(node)), last: lineAt(node.end) };
}
