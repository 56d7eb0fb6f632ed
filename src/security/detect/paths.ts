/** Which files are opened. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { textOf } from "../../syntax/nodes.ts";
import { constantOf, definitionOf } from "../built-text.ts";
import type { Call, Code, Finding } from "../code.ts";
import { isFromOutside } from "../taint.ts";

/** The path that a call opens, makes or removes. */
export type PathOf = (call: Call, code: Code) => SyntaxNode | undefined;

/** A parameter of another name, opened as it is, is a whole path, which the caller chose. */
const PART_OF_PATH = /(?:name|key|id|slug|input|query|param|user|request|title)$/i;

/** `SEC023` */
export const findTraversals = (pathOf: PathOf) =>
  function* (code: Code): Generator<Finding> {
    for (const call of code.calls) {
      const path = pathOf(call, code);
      if (path === undefined || !isFromOutside(code, path) || isChosenByCaller(code, path))
        continue;
      yield { rule: "SEC023", node: call.node };
    }
  };

function isChosenByCaller(code: Code, path: SyntaxNode): boolean {
  const node = code.unwrap(path);
  const inner = node.type === "identifier" ? node : onlyName(node);
  if (inner === undefined) return false;
  const definition = definitionOf(code, inner);
  if (definition !== undefined) return isChosenByCaller(code, definition.value);
  return !PART_OF_PATH.test(textOf(inner));
}

/** `name` of `Path(name)`. */
function onlyName(node: SyntaxNode): SyntaxNode | undefined {
  const given = node.children.find(({ field }) => field === "arguments");
  const named = given?.children.filter(({ isNamed }) => isNamed) ?? [];
  return named.length === 1 &&
    named[0]?.type === "identifier" &&
    /^(?:Path|str|PathBuf)\(/.test(textOf(node))
    ? named[0]
    : undefined;
}

/** `SEC026`, for paths that are written out. */
export function* findGuessableNames(code: Code): Generator<Finding> {
  for (const node of code.strings) {
    const text = constantOf(code, node);
    if (text !== undefined && /^(?:\/var)?\/tmp\/[^\s*]+$/.test(text))
      yield { rule: "SEC026", node };
  }
}
