/** What the value of a Python expression is known to be, as far as declarations in the same file say. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { ancestors, childOf, namedChildren, textOf } from "../nodes.ts";
import { calleeOf } from "./calls.ts";
import {
  classAround,
  declaredName,
  fieldsOf,
  findMethod,
  functionsIn,
  parametersOf,
  returnTypeOf,
  walkBody,
} from "./functions.ts";
import { moduleOf, once, type PythonModule } from "./module.ts";
import { lastPart, qualifiedName, writtenName } from "./names.ts";
import { bindingsOf, scopesOf } from "./scopes.ts";

/** How deep a value is followed: from a name to its assignment, from there to a field, and so on. */
const MAX_DEPTH = 8;
/** How many steps altogether, so that a hostile text, every name of which has many values, ends too. */
const MAX_STEPS = 200;

/**
 * Names of the types that the value of an expression may have, imports seen through: `.store.ProtocolStore`,
 * `pathlib.Path`; for what a function or method gave, its name: `asyncpg.create_pool`, `.store.ProtocolStore.begin`. Empty
 * where nothing is known.
 */
export const valueTypes = once((expression: SyntaxNode): readonly string[] => {
  const types = follow(expression, 0, { left: MAX_STEPS });
  return [...new Set(types)];
});

/** The types that an annotation allows, brackets and `| None` left out: `ProtocolStore` of `ProtocolStore | None`. */
export function annotatedTypes(annotation: SyntaxNode): readonly string[] {
  switch (annotation.type) {
    case "type":
    case "union_type":
    case "binary_operator":
    case "parenthesized_expression":
      return namedChildren(annotation).flatMap(annotatedTypes);
    case "string":
      return textOf(annotation).match(/[A-Za-z_][\w.]*(?![\w.]*\[)/g) ?? [];
    case "identifier":
    case "attribute": {
      const name = qualifiedName(annotation) ?? writtenName(annotation);
      return name === undefined ? [] : [name];
    }
    case "generic_type":
    case "subscript":
      return ofGeneric(annotation);
    default:
      return [];
  }
}

function ofGeneric(annotation: SyntaxNode): readonly string[] {
  const [outer, ...others] = namedChildren(annotation);
  if (outer === undefined) return [];
  const name = qualifiedName(outer) ?? writtenName(outer) ?? "";
  if (!["Optional", "Union", "Annotated", "Final", "ClassVar"].includes(lastPart(name)))
    return [name];
  const inner = others.flatMap((part) =>
    part.type === "type_parameter" ? namedChildren(part) : [part],
  );
  return (lastPart(name) === "Annotated" ? inner.slice(0, 1) : inner).flatMap(annotatedTypes);
}

function follow(expression: SyntaxNode, depth: number, steps: { left: number }): readonly string[] {
  steps.left -= 1;
  if (depth > MAX_DEPTH || steps.left < 0) return [];
  const next = (node: SyntaxNode | undefined): readonly string[] =>
    node === undefined ? [] : follow(node, depth + 1, steps);
  switch (expression.type) {
    case "parenthesized_expression":
    case "await":
      return next(namedChildren(expression)[0]);
    case "named_expression":
      return next(childOf(expression, "value"));
    case "conditional_expression":
      return [next(namedChildren(expression)[0]), next(namedChildren(expression)[2])].flat();
    case "boolean_operator":
      return [next(childOf(expression, "left")), next(childOf(expression, "right"))].flat();
    case "binary_operator": // only paths are joined by an operator
      return next(childOf(expression, "left")).filter((type) => type === "pathlib.Path");
    case "call":
      return ofCall(expression, next);
    case "identifier":
      return ofName(expression, next);
    case "attribute":
      return ofAttribute(expression, next);
    default:
      return [];
  }
}

type Next = (node: SyntaxNode | undefined) => readonly string[];

/** Methods that give an object of the class, or of the object, that they are called on. */
const SAME_TYPE =
  /^(?:model_validate|model_validate_json|model_construct|model_copy|parse_obj|copy|joinpath|resolve|absolute|expanduser|with_suffix|with_name|cwd|home)$/;

function ofCall(call: SyntaxNode, next: Next): readonly string[] {
  const callee = calleeOf(call);
  if (callee === undefined) return [];
  const name = qualifiedName(callee);
  if (callee.type === "attribute") {
    const [object, method] = [childOf(callee, "object"), childOf(callee, "attribute")];
    if (object !== undefined && method !== undefined && SAME_TYPE.test(textOf(method))) {
      const known = next(object);
      return known.length > 0 ? known : [qualifiedName(object) ?? writtenName(object) ?? ""];
    }
    const given = methodOfSelf(callee);
    if (given !== undefined) return annotatedReturn(given);
    if (name === undefined && object !== undefined && method !== undefined)
      return next(object).map((type) => `${type}.${textOf(method)}`);
  }
  if (name !== undefined) return [name];
  if (callee.type !== "identifier") return [];
  const declared = functionsIn(moduleOf(callee).root).find(
    (candidate) => declaredName(candidate) === textOf(callee),
  );
  return declared === undefined ? [textOf(callee)] : annotatedReturn(declared);
}

const annotatedReturn = (callable: SyntaxNode): readonly string[] => {
  const annotation = returnTypeOf(callable);
  return annotation === undefined ? [] : annotatedTypes(annotation);
};

/** The method of the class around it that `self.name` means. */
export function methodOfSelf(attribute: SyntaxNode): SyntaxNode | undefined {
  const [object, name] = [childOf(attribute, "object"), childOf(attribute, "attribute")];
  if (object === undefined || name === undefined || !isSelf(object)) return undefined;
  const owner = classAround(attribute);
  return owner === undefined ? undefined : findMethod(owner, textOf(name));
}

const isSelf = (node: SyntaxNode): boolean =>
  node.type === "identifier" && (textOf(node) === "self" || textOf(node) === "cls");

function ofName(identifier: SyntaxNode, next: Next): readonly string[] {
  const reference = scopesOf(moduleOf(identifier)).referenceAt(identifier);
  if (reference === undefined) return [];
  return bindingsOf(reference).flatMap(({ kind, node, name }) => {
    if (kind === "parameter") return ofParameter(node, name);
    if (kind !== "variable") return [];
    const statement = node.parent;
    if (statement?.type === "assignment") return ofAssignment(statement, next);
    if (statement?.type === "named_expression") return next(childOf(statement, "value"));
    if (statement?.type === "as_pattern_target") return next(statement.parent?.children[0]);
    return [];
  });
}

function ofParameter(node: SyntaxNode, name: string): readonly string[] {
  for (const around of ancestors(node)) {
    if (around.type !== "function_definition") continue;
    const { annotation } = parametersOf(around).find((known) => known.name === name) ?? {};
    return annotation === undefined ? [] : annotatedTypes(annotation);
  }
  return [];
}

function ofAssignment(assignment: SyntaxNode, next: Next): readonly string[] {
  const annotation = childOf(assignment, "type");
  return annotation === undefined ? next(childOf(assignment, "right")) : annotatedTypes(annotation);
}

function ofAttribute(attribute: SyntaxNode, next: Next): readonly string[] {
  const [object, name] = [childOf(attribute, "object"), childOf(attribute, "attribute")];
  if (object === undefined || name === undefined) return [];
  if (isSelf(object)) {
    const around = classAround(attribute);
    return around === undefined ? [] : fieldTypes(around, textOf(name), next);
  }
  // A path's `parent` is a path.
  if (textOf(name) === "parent") return next(object);
  return next(object).flatMap((type) => {
    const owner = classesOf(moduleOf(attribute)).get(type);
    return owner === undefined ? [] : fieldTypes(owner, textOf(name), next);
  });
}

const classesOf = once(
  (module: PythonModule): ReadonlyMap<string, SyntaxNode> =>
    new Map(module.all("class_definition").map((node) => [declaredName(node), node])),
);

function fieldTypes(owner: SyntaxNode, name: string, next: Next): readonly string[] {
  const declared = fieldsOf(owner).find((field) => field.name === name);
  if (declared?.annotation !== undefined) return annotatedTypes(declared.annotation);
  const assigned = (selfAssignments(owner).get(name) ?? []).flatMap((assignment) =>
    ofAssignment(assignment, next),
  );
  return declared?.value === undefined ? assigned : [...next(declared.value), ...assigned];
}

/** What methods of a class assign to `self.name`, by name. */
const selfAssignments = once((owner: SyntaxNode): ReadonlyMap<string, readonly SyntaxNode[]> => {
  const found = new Map<string, SyntaxNode[]>();
  for (const method of functionsIn(owner))
    for (const node of walkBody(method)) {
      const left = node.type === "assignment" ? childOf(node, "left") : undefined;
      const name = left?.type === "attribute" ? childOf(left, "attribute") : undefined;
      if (left === undefined || name === undefined) continue;
      const object = childOf(left, "object");
      if (object === undefined || !isSelf(object)) continue;
      const same = found.get(textOf(name));
      if (same === undefined) found.set(textOf(name), [node]);
      else same.push(node);
    }
  return found;
});
