/** Bodies that stand for code which nobody wrote. */

import type { SyntaxNode, SyntaxTree } from "../domain/syntax-tree.ts";
import { type FunctionBody, findFunctionBodies, statementsOf } from "./function-bodies.ts";
import { textOf, walk } from "./nodes.ts";

export interface ElidedBody {
  readonly name: string;
  /** The outermost function that it is in. */
  readonly unit: string;
  /** What stands in the body. */
  readonly place: SyntaxNode;
  /** `dots` mean nothing but that something is missing; `empty` and `refusal` may be what was asked for. */
  readonly how: "dots" | "empty" | "refusal";
}

/** A declaration whose body is written elsewhere. */
const BODILESS = /@(?:[\w.]+\.)?(?:abstract\w*|overload)\b|\babstract\s/;
const INTERFACE = /\bProtocol\b/;
const REFUSALS =
  /^(?:raise\s+NotImplementedError\b|throw\b[\s\S]{0,200}?(?:not[ _-]?(?:yet[ _-]?)?implemented|unimplemented|\bTODO\b)|(?:todo|unimplemented)!\s*[([{])/i;
const TODO = /\b(?:TODO|FIXME|implement|your code|goes here)\b/i;

/** Functions that have no body in the sense of the word; abstract methods, protocols and overloads need none. */
export const findElided = (tree: SyntaxTree): readonly ElidedBody[] =>
  findFunctionBodies(tree)
    .filter(({ head, classHeads }) => !BODILESS.test(head) && !INTERFACE.test(classHeads[0] ?? ""))
    .flatMap((found) => {
      const elided = readElided(found.body);
      return elided === undefined ? [] : [{ name: found.name, unit: found.unit, ...elided }];
    });

function readElided(body: SyntaxNode): Pick<ElidedBody, "place" | "how"> | undefined {
  const statements = statementsOf(body);
  const dots = statements.find(isDots);
  if (dots !== undefined) return { place: dots, how: "dots" };
  const [only, second] = statements;
  if (only === undefined) return readEmpty(body);
  if (second !== undefined) return undefined;
  if (only.type === "pass_statement") return { place: only, how: "empty" };
  return REFUSALS.test(textOf(only)) ? { place: only, how: "refusal" } : undefined;
}

const isDots = (statement: SyntaxNode): boolean =>
  statement.type === "expression_statement" && textOf(statement) === "...";

/** Nothing but documentation, or a note of what belongs there; braces with nothing in them may be meant. */
function readEmpty(body: SyntaxNode): Pick<ElidedBody, "place" | "how"> | undefined {
  if (!/^(?:block|statement_block)$/.test(body.type)) return undefined;
  const isBraced = body.source[body.start] === "{";
  const notes = body.children.filter(({ type }) => type.endsWith("comment"));
  const hasNote = notes.some((note) => TODO.test(textOf(note)));
  return !isBraced || hasNote ? { place: body, how: "empty" } : undefined;
}

/** Functions of one name in one place, the last of which hides the others; accessors and overloads are no such. */
export function findDoubled(tree: SyntaxTree): readonly FunctionBody[] {
  const doubled: FunctionBody[] = [];
  for (const inScope of Map.groupBy(findFunctionBodies(tree), ({ scope }) => scope).values()) {
    for (const [name, found] of Map.groupBy(inScope.filter(isPlain), keyOf)) {
      const texts = new Set(found.map(({ node }) => textOf(node)));
      const last = found.at(-1);
      if (texts.size > 1 && !/(?:^|\.)_$/.test(name) && last !== undefined) doubled.push(last);
    }
  }
  return doubled;
}

const keyOf = ({ name, head }: FunctionBody): string =>
  /^\s*(?:\w+\s+)*static\s/.test(head) ? `static ${name}` : name;

/** Decorators may register each of them; `get` and `set` are two. */
const isPlain = ({ node, head }: FunctionBody): boolean =>
  !/^\s*@/.test(head) && !BODILESS.test(head) && !isAccessor(node);

const isAccessor = (node: SyntaxNode): boolean =>
  [...walk(node, (inside) => inside !== node)].some(
    ({ type, parent }) => parent === node && (type === "get" || type === "set"),
  );
