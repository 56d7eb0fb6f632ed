/** What a text says, as far as can be seen without running anything. */

import type { SyntaxNode } from "../domain/syntax-tree.ts";
import { textOf } from "../syntax/nodes.ts";
import type { Code, Definition } from "./code.ts";

/** Stands in a text for what is not known. */
export const HOLE = "\uFFFC";
/** A name for a name for a name: deeper ones are not followed. */
const DEEPEST = 6;
/** No statement and no address that matters is longer. */
const LONGEST = 20_000;
const MOST_PIECES = 1000;

export interface BuiltText {
  /** With a `HOLE` for each value that is not constant. */
  readonly text: string;
  readonly holes: readonly SyntaxNode[];
}

/** The text of an expression, constants seen through; `undefined` for what is no text as far as can be seen. */
export const readText = (code: Code, node: SyntaxNode): BuiltText | undefined =>
  readInner(code, node, { depth: 0, budget: { left: MOST_PIECES } });

interface Reading {
  readonly depth: number;
  /** Of all that is read for one text: names that double a text each time would take for ever. */
  readonly budget: { left: number };
}

function readInner(code: Code, node: SyntaxNode, reading: Reading): BuiltText | undefined {
  const at = code.unwrap(node);
  const pieces = code.pieces(at);
  if (pieces !== undefined) return joinPieces(code, pieces, reading);
  const definition = reading.depth < DEEPEST ? definitionOf(code, at) : undefined;
  return definition?.kind === "whole"
    ? readInner(code, definition.value, { ...reading, depth: reading.depth + 1 })
    : undefined;
}

function joinPieces(
  code: Code,
  pieces: readonly (string | SyntaxNode)[],
  { depth, budget }: Reading,
): BuiltText {
  let text = "";
  const holes: SyntaxNode[] = [];
  for (const piece of pieces) {
    budget.left -= 1;
    if (text.length > LONGEST) break;
    if (typeof piece === "string") {
      text += piece;
      continue;
    }
    const isFollowed = depth < DEEPEST && budget.left > 0;
    const inner = isFollowed ? readInner(code, piece, { depth: depth + 1, budget }) : undefined;
    text += inner?.text ?? HOLE;
    holes.push(...(inner === undefined ? [piece] : inner.holes));
  }
  return { text, holes };
}

/** The text of an expression that is always the same. */
export function constantOf(code: Code, node: SyntaxNode | undefined): string | undefined {
  const built = node === undefined ? undefined : readText(code, node);
  return built?.holes.length === 0 ? built.text : undefined;
}

/** Where a name got the value it has at `node`: before it in its function, or once and for all outside of functions. */
export function definitionOf(code: Code, node: SyntaxNode): Definition | undefined {
  const name = node.type === "identifier" ? textOf(node) : ownConstant(code, node);
  if (name === undefined) return undefined;
  const known = definitionsByName(code).get(name);
  if (known === undefined) return undefined;
  const scope = code.functionAround(node);
  const before = known.findLast(
    (definition) => definition.scope === scope && definition.node.end <= node.start,
  );
  if (before !== undefined || scope === undefined) return before;
  if (code.parametersOf(scope).some((parameter) => parameter.name === name)) return undefined;
  const outside = known.filter((definition) => definition.scope === undefined);
  return outside.length === 1 ? outside[0] : undefined;
}

/** `TABLE` of `self.TABLE` and `this.TABLE`: written in capitals, it is what the class says. */
function ownConstant(code: Code, node: SyntaxNode): string | undefined {
  if (!/^(?:self|cls|this)\.#?_*[A-Z][A-Z0-9_]*$/.test(textOf(node))) return undefined;
  return code.lastName(node);
}

/** The expression itself, or what the name was last given. */
export const resolve = (code: Code, node: SyntaxNode): SyntaxNode => {
  const at = code.unwrap(node);
  const definition = definitionOf(code, at);
  return definition?.kind === "whole" ? code.unwrap(definition.value) : at;
};

const byName = new WeakMap<Code, ReadonlyMap<string, readonly Definition[]>>();

export function definitionsByName(code: Code): ReadonlyMap<string, readonly Definition[]> {
  const known = byName.get(code);
  if (known !== undefined) return known;
  const sorted = new Map<string, Definition[]>();
  for (const definition of code.definitions) {
    const same = sorted.get(definition.name);
    if (same === undefined) sorted.set(definition.name, [definition]);
    else same.push(definition);
  }
  byName.set(code, sorted);
  return sorted;
}
