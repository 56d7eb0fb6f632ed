/** Which members of what a file uses, which names it calls, and with what. */

import type { SyntaxNode } from "../domain/syntax-tree.ts";
import { childOf, namedChildren, textOf, walk } from "../syntax/nodes.ts";
import type { SourceTree, Use } from "./observation.ts";

/** What a grammar calls the nodes of uses and of declarations. */
export interface UseGrammar {
  readonly member: { readonly type: string; readonly object: string; readonly name: string };
  readonly calls: Readonly<Record<string, string>>;
  /** Types of literals by their nodes: `string` → `String`. */
  readonly literals: Readonly<Record<string, string>>;
  /** The declared name and its type, where a node gives a name a type. */
  readonly typed: (node: SyntaxNode) => readonly [name: string, type: string] | undefined;
}

const MOST_ARGUMENTS = 6;

/** Uses in the order of the text. A name that is given two types in one file has none. */
export function* findUses({ tree }: SourceTree, grammar: UseGrammar): Generator<Use> {
  const types = typesOfNames(tree.root, grammar);
  for (const node of walk(tree.root)) {
    if (node.type === grammar.member.type) yield* useOfMember(node, types, grammar);
    const called = calledBy(node, grammar);
    if (called?.type === "identifier" && textOf(called) !== "")
      yield { receivers: [], isMember: false, name: textOf(called), shape: shapeOf(node) };
  }
}

const calledBy = (node: SyntaxNode, { calls }: UseGrammar): SyntaxNode | undefined => {
  const field = calls[node.type];
  return field === undefined ? undefined : childOf(node, field);
};

function typesOfNames(root: SyntaxNode, { typed }: UseGrammar): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const node of walk(root)) {
    const found = typed(node);
    if (found === undefined) continue;
    const [name, type] = found;
    types.set(name, (types.get(name) ?? type) === type ? type : "");
  }
  return types;
}

function* useOfMember(
  node: SyntaxNode,
  types: ReadonlyMap<string, string>,
  grammar: UseGrammar,
): Generator<Use> {
  const [object, property] = [
    childOf(node, grammar.member.object),
    childOf(node, grammar.member.name),
  ];
  if (object === undefined || property === undefined) return;
  const { parent } = node;
  const isCalled = parent !== undefined && calledBy(parent, grammar) === node;
  yield {
    receivers: receiversOf(object, types, grammar),
    isMember: true,
    name: textOf(property),
    shape: isCalled ? shapeOf(parent) : undefined,
  };
}

function receiversOf(
  object: SyntaxNode,
  types: ReadonlyMap<string, string>,
  { literals, member }: UseGrammar,
): readonly string[] {
  const literal = literals[object.type];
  if (literal !== undefined) return [literal];
  const last = object.type === member.type ? childOf(object, member.name) : object;
  if (last === undefined || !/identifier|^this$/.test(last.type)) return [];
  const name = textOf(last);
  const type = object.type === "identifier" ? types.get(name) : undefined;
  return type === undefined || type === "" || type === name ? [name] : [type, name];
}

/** Kinds of the arguments, e.g. `string,arrow_function`; empty for none. */
function shapeOf(call: SyntaxNode): string {
  const list = childOf(call, "arguments");
  if (list === undefined) return "";
  if (list.type === "template_string") return "template";
  const kinds = namedChildren(list).filter(({ type }) => !type.includes("comment"));
  const shown = kinds.slice(0, MOST_ARGUMENTS).map(({ type }) => type);
  return [...shown, ...(kinds.length > MOST_ARGUMENTS ? ["more"] : [])].join(",");
}

/** `readonly Map<string, number>[]` → `Array`, `string | undefined` → `String`; `undefined` where it is no name. */
export function nameOfType(written: string): string | undefined {
  const text = written
    .replace(/^[:\s]+/, "")
    .replace(/\s*\|\s*(?:undefined|null|None)\b/g, "")
    .trim();
  if (text.endsWith("[]")) return "Array";
  const name = /^(?:readonly\s+)?([A-Za-z_$][\w$]*)(?:\s*[<[]|$)/.exec(text)?.[1];
  if (name === undefined) return undefined;
  return PRIMITIVES[name] ?? name;
}

const PRIMITIVES: Readonly<Record<string, string>> = {
  string: "String",
  number: "Number",
  boolean: "Boolean",
  bigint: "BigInt",
  ReadonlyArray: "Array",
  ReadonlyMap: "Map",
  ReadonlySet: "Set",
};
