/** NOD010, NOD011: state that instances or calls share without meaning to. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, textOf } from "../../../syntax/nodes.ts";
import { calleeOf } from "../../../syntax/python/calls.ts";
import {
  declaredName,
  fieldsOf,
  functionAround,
  parametersOf,
} from "../../../syntax/python/functions.ts";
import { calledName, writtenName } from "../../../syntax/python/names.ts";
import { bindingsOf, scopesOf } from "../../../syntax/python/scopes.ts";
import { handlerClassesOf, nodeClassesOf } from "./node-classes.ts";
import type { NodeUnit, PythonFile } from "./node-unit.ts";
import { defineRule, findingAt, type Rule, type RuleFinding } from "./rule.ts";

const LITERALS = new Set([
  "list",
  "dictionary",
  "set",
  "list_comprehension",
  "dictionary_comprehension",
  "set_comprehension",
]);
const MAKERS =
  /^(?:list|dict|set|bytearray|collections\.(?:defaultdict|OrderedDict|deque|Counter)|asyncio\.(?:Queue|Lock|Event))$/;

const isMutable = (value: SyntaxNode): boolean =>
  LITERALS.has(value.type) || (value.type === "call" && MAKERS.test(calledName(value) ?? ""));

function* checkDefaults(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files)
    for (const callable of file.module.all("function_definition", "lambda"))
      for (const { name, default: value } of parametersOf(callable))
        if (value !== undefined && isMutable(value))
          yield findingAt(file, value, `Every call shares the default of ${name}`);
}

function* checkShared(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files) {
    yield* sharedByModule(file);
    for (const owner of [...nodeClassesOf(file.module), ...handlerClassesOf(file.module)])
      yield* sharedByInstances(file, owner);
  }
}

/** A module's variable that functions change. */
function* sharedByModule(file: PythonFile): Generator<RuleFinding> {
  const { module, references, all } = scopesOf(file.module);
  for (const [name, bindings] of module.bindings) {
    const assignment = bindings.map(({ node }) => node.parent).find(isMutableAssignment);
    if (assignment === undefined) continue;
    const isRebound = all.some((scope) => scope.globals.has(name) && scope !== module);
    const isChanged = references.some(
      (reference) =>
        reference.name === name &&
        functionAround(reference.node) !== undefined &&
        bindingsOf(reference) === bindings &&
        isChange(reference.node),
    );
    if (isRebound || isChanged)
      yield findingAt(file, assignment, `All instances share ${name}, and it is changed`);
  }
}

const isMutableAssignment = (node: SyntaxNode | undefined): node is SyntaxNode => {
  const value = node?.type === "assignment" ? childOf(node, "right") : undefined;
  return value !== undefined && isMutable(value);
};

/** A class's attribute that methods change through `self`, `cls` or the class. */
function* sharedByInstances(file: PythonFile, owner: SyntaxNode): Generator<RuleFinding> {
  const holders = ["self", "cls", declaredName(owner)];
  const attributes = file.module
    .all("attribute")
    .filter(({ start, end }) => owner.start < start && end <= owner.end);
  for (const { name, value, node } of fieldsOf(owner)) {
    if (value === undefined || !isMutable(value)) continue;
    const written = new Set(holders.map((holder) => `${holder}.${name}`));
    const uses = attributes.filter((use) => written.has(writtenName(use) ?? ""));
    // One that each instance gets anew is its own.
    const isOwn = uses.some((use) => use.field === "left" && writtenName(use) === `self.${name}`);
    if (!isOwn && uses.some(isChange))
      yield findingAt(file, node, `All instances share ${name}, and it is changed`);
  }
}

const MUTATORS =
  /^(?:append|appendleft|extend|insert|add|update|setdefault|pop|popleft|popitem|remove|discard|clear|sort|reverse|subtract)$/;

/** Whether what stands here is changed in place: `x[…] = 1`, `x += …`, `del x[…]`, `x.append(…)`. */
function isChange(use: SyntaxNode): boolean {
  const { parent } = use;
  if (parent === undefined) return false;
  if (parent.type === "augmented_assignment") return use.field === "left";
  if (parent.type === "subscript" && use.field === "value")
    return (
      (/^(?:augmented_)?assignment$/.test(parent.parent?.type ?? "") && parent.field === "left") ||
      parent.parent?.type === "delete_statement"
    );
  if (parent.type !== "attribute" || use.field !== "object") return false;
  const method = childOf(parent, "attribute");
  const call = parent.parent;
  return (
    call?.type === "call" && calleeOf(call) === parent && MUTATORS.test(textOf(method ?? parent))
  );
}

export const SHARED_STATE_RULES: readonly Rule[] = [
  defineRule({
    id: "NOD010",
    severity: "warning",
    title: "Keep no changing state in a class attribute or module variable",
    fix: "Make it in __init__, or hold it in a state model",
    check: checkShared,
  }),
  defineRule({
    id: "NOD011",
    title: "No mutable default arguments",
    fix: "Default to None and create it inside, or use Field(default_factory=…)",
    check: checkDefaults,
  }),
];
