/** Rules about what only effects may do: KND001–KND004. */

import type { NodeKind } from "../../../domain/node-contract.ts";
import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, childrenOf, textOf } from "../../../syntax/nodes.ts";
import { argumentsOf, calleeOf } from "../../../syntax/python/calls.ts";
import { importsOf } from "../../../syntax/python/imports.ts";
import { moduleOf } from "../../../syntax/python/module.ts";
import { calledName } from "../../../syntax/python/names.ts";
import type { Binding } from "../../../syntax/python/scope.ts";
import { bindingsOf, scopesOf } from "../../../syntax/python/scopes.ts";
import { valueTypes } from "../../../syntax/python/value-types.ts";
import { isGiven, lookAt } from "./each.ts";
import type { NodeUnit } from "./node-unit.ts";
import { isOfIoModule } from "./ports.ts";
import { defineRule, findingAt, type Rule, type RuleFinding } from "./rule.ts";

const NOT_EFFECTS: readonly NodeKind[] = ["compute", "reducer", "orchestrator"];
const PURE: readonly NodeKind[] = ["compute", "reducer"];

function* checkImports(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files)
    for (const { module, target, isTypeCheckingOnly, statement } of importsOf(file.module)) {
      const named = isOfIoModule(module) ? module : isOfIoModule(target) ? target : undefined;
      if (named !== undefined && !isTypeCheckingOnly)
        yield findingAt(file, statement, `${named} does I/O, and this is a ${unit.kind}`);
    }
}

const FILE_CALLS =
  /^(?:open|io\.open|os\.(?:remove|unlink|rename|replace|makedirs|mkdir|rmdir|removedirs|listdir|scandir|walk|symlink|link|truncate|open)|shutil\.\w+|tempfile\.\w+|glob\.i?glob)$/;
const PATH_METHODS =
  /^(?:read_text|read_bytes|write_text|write_bytes|open|unlink|mkdir|rmdir|rename|replace|touch|iterdir|glob|rglob|exists|is_file|is_dir|stat|symlink_to)$/;

/** Whether a call reads or changes files. */
export function isFileCall(call: SyntaxNode): boolean {
  const name = calledName(call);
  if (name !== undefined) return FILE_CALLS.test(name);
  const callee = calleeOf(call);
  const [object, method] = [
    callee && childOf(callee, "object"),
    callee && childOf(callee, "attribute"),
  ];
  return (
    object !== undefined &&
    method !== undefined &&
    PATH_METHODS.test(textOf(method)) &&
    valueTypes(object).includes("pathlib.Path")
  );
}

const CHANCE =
  /^(?:time\.(?:time|time_ns|sleep)|datetime\.(?:datetime|date)\.(?:now|utcnow|today)|random\.\w+|numpy\.random\.\w+|uuid\.uuid[14]|secrets\.\w+|os\.urandom)$/;

/** A call whose result differs from run to run; a generator of numbers that is given its seed does not. */
function sayChance(call: SyntaxNode): string | undefined {
  const name = calledName(call);
  if (name === undefined || !CHANCE.test(name)) return undefined;
  if (name === "random.Random" && argumentsOf(call).positional.length > 0) return undefined;
  return `${name}() differs from run to run`;
}

/** Steps from a name to what it was taken from. */
const MAX_STEPS = 4;

/** The name that a place belongs to: `state` of `state.hours["x"]`; `undefined` for the result of a call. */
function rootOf(place: SyntaxNode): SyntaxNode | undefined {
  let at: SyntaxNode | undefined = place;
  while (at?.type === "attribute" || at?.type === "subscript")
    at = childOf(at, at.type === "attribute" ? "object" : "value");
  return at?.type === "identifier" ? at : undefined;
}

/** Whether a name is a parameter, or part of one under another name; one that is bound anew may be a copy. */
function isInput(identifier: SyntaxNode, step = 0): boolean {
  const reference = scopesOf(moduleOf(identifier)).referenceAt(identifier);
  const bindings = reference === undefined ? [] : bindingsOf(reference);
  const only = bindings.length === 1 ? bindings[0] : undefined;
  if (only === undefined || step > MAX_STEPS || only.name === "self" || only.name === "cls")
    return false;
  return only.kind === "parameter" || (only.kind === "variable" && isPartOfInput(only, step));
}

function isPartOfInput({ node }: Binding, step: number): boolean {
  const statement = node.parent;
  if (statement?.type !== "assignment" && statement?.type !== "for_statement") return false;
  const right = childOf(statement, "right");
  // What is counted or measured is a value of its own.
  const root = right === undefined ? undefined : rootOf(right);
  return root !== undefined && isInput(root, step + 1);
}

/** The places that a statement writes to or deletes. */
function writtenPlaces(statement: SyntaxNode): readonly SyntaxNode[] {
  const places =
    statement.type === "delete_statement"
      ? statement.children.filter(({ isNamed }) => isNamed)
      : childrenOf(statement, "left");
  return places
    .flatMap((place) =>
      ["pattern_list", "tuple_pattern", "list_pattern", "expression_list", "tuple"].includes(
        place.type,
      )
        ? place.children
        : [place],
    )
    .filter(({ type }) => type === "attribute" || type === "subscript");
}

const CHANGES =
  /^(?:append|extend|insert|remove|clear|sort|reverse|update|add|discard|setdefault|popitem|appendleft|popleft|difference_update|intersection_update)$/;

/** What a method call changes: `state.seen` of `state.seen.add(x)`. */
function changedBy(call: SyntaxNode): SyntaxNode | undefined {
  const callee = calleeOf(call);
  const method = callee?.type === "attribute" ? childOf(callee, "attribute") : undefined;
  if (callee === undefined || method === undefined) return undefined;
  const isChange =
    textOf(method) === "pop" ||
    // A result that is used is a new value: `total.add(tax)`.
    (CHANGES.test(textOf(method)) && call.parent?.type === "expression_statement");
  return isChange ? childOf(callee, "object") : undefined;
}

function sayMutation(node: SyntaxNode): string | undefined {
  if (node.type === "global_statement" || node.type === "nonlocal_statement")
    return `\`${textOf(node)}\` writes outside the function`;
  const changed = node.type === "call" ? changedBy(node) : undefined;
  const places =
    node.type === "call" ? (changed === undefined ? [] : [changed]) : writtenPlaces(node);
  for (const place of places) {
    const root = rootOf(place);
    if (root !== undefined && isInput(root))
      return `\`${textOf(node)}\` changes ${textOf(root)}, which was given`;
  }
  return undefined;
}

export const PURITY_RULES: readonly Rule[] = [
  defineRule({
    id: "KND001",
    kinds: NOT_EFFECTS,
    escape: "node-purity-ok",
    title: "Import nothing that does I/O: no database, network, broker, file, or process package",
    fix: "Move it to an effect node, and take its result as input",
    check: checkImports,
  }),
  defineRule({
    id: "KND002",
    kinds: NOT_EFFECTS,
    escape: "node-purity-ok",
    title: "Touch no files",
    fix: "Read and write files in an effect node",
    check: lookAt(["call"], (call) =>
      isFileCall(call) ? `\`${textOf(calleeOf(call) ?? call)}\` touches files` : undefined,
    ),
  }),
  defineRule({
    id: "KND003",
    kinds: PURE,
    escape: "node-purity-ok",
    title: "Be deterministic: take time, ids, and random numbers as input",
    fix: "Take the value as a field of the input",
    check: lookAt(["call"], sayChance),
  }),
  defineRule({
    id: "KND004",
    kinds: PURE,
    escape: "node-purity-ok",
    title: "Change nothing that was given: return new values",
    fix: "Make a copy with the change: model_copy(update=…), [*items, item], {**old, key: value}",
    check: lookAt(
      [
        "global_statement",
        "nonlocal_statement",
        "assignment",
        "augmented_assignment",
        "delete_statement",
        "call",
      ],
      (node, file) => (isGiven(file, node) ? sayMutation(node) : undefined),
    ),
  }),
];
