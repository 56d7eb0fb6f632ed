/** NAM007: snake_case and UPPER_SNAKE. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, textOf } from "../../../syntax/nodes.ts";
import { decoratorsOf } from "../../../syntax/python/functions.ts";
import type { Binding, Scope } from "../../../syntax/python/scope.ts";
import { scopesOf } from "../../../syntax/python/scopes.ts";
import { baseNames } from "./node-classes.ts";
import type { NodeUnit } from "./node-unit.ts";
import { defineRule, findingAt, type RuleFinding } from "./rule.ts";

const SNAKE = /^_*[\p{Ll}\p{Lo}\p{N}_]*$/u;
const UPPER = /^_*[\p{Lu}\p{Lo}][\p{Lu}\p{Lo}\p{N}_]*$/u;
/** Methods that libraries call by these names. */
const GIVEN_NAME = /^(?:visit_\w+|depart_\w+|setUp|tearDown|do_[A-Z]+)$/;

function* checkSpelling(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files)
    for (const scope of scopesOf(file.module).all)
      for (const [name, bindings] of scope.bindings) {
        const [first] = bindings;
        const message = first === undefined ? undefined : sayMisspelt(name, first, scope);
        if (first !== undefined && message !== undefined)
          yield findingAt(file, first.node, message);
      }
}

function sayMisspelt(name: string, { kind, node }: Binding, scope: Scope): string | undefined {
  if (kind === "function")
    return SNAKE.test(name) || GIVEN_NAME.test(name) || isOverride(node)
      ? undefined
      : `The function ${name} is to be snake_case`;
  if (kind === "parameter")
    return SNAKE.test(name) ? undefined : `The parameter ${name} is to be snake_case`;
  if (kind !== "variable") return undefined;
  if (scope.kind === "module") return sayOfModule(name, node);
  // An enum's members are NAM004; a constant of a class or a function may be one.
  if (
    scope.kind === "class" &&
    baseNames(scope.node).some((base) => /(?:Enum|Flag|TypedDict)$/.test(base))
  )
    return undefined;
  return SNAKE.test(name) || UPPER.test(name) || isAboutTypes(node.parent)
    ? undefined
    : `${scope.kind === "class" ? "The field" : "The variable"} ${name} is to be snake_case`;
}

const isOverride = (name: SyntaxNode): boolean =>
  name.parent !== undefined &&
  decoratorsOf(name.parent).some((decorator) => /(?:^|\.)override$/.test(textOf(decorator)));

function sayOfModule(name: string, node: SyntaxNode): string | undefined {
  const statement = node.parent;
  if (/^__\w+__$/.test(name) || UPPER.test(name) || isAboutTypes(statement)) return undefined;
  if (!SNAKE.test(name)) return `The variable ${name} is to be snake_case, or UPPER_SNAKE`;
  const isConstant =
    statement?.type === "assignment" && statement.parent?.parent?.type === "module";
  const value = isConstant ? childOf(statement, "right") : undefined;
  return value !== undefined && /^(?:integer|float|string|concatenated_string)$/.test(value.type)
    ? `The constant ${name} is to be UPPER_SNAKE`
    : undefined;
}

/** `Order = dict[str, int]`, `T = TypeVar("T")`: names of types begin with a capital. */
function isAboutTypes(statement: SyntaxNode | undefined): boolean {
  const [left, value] =
    statement === undefined ? [] : [childOf(statement, "left"), childOf(statement, "right")];
  if (statement?.type === "type") return true;
  if (left === undefined || !/^_*[A-Z]/.test(textOf(left))) return false;
  if (/TypeAlias/.test(textOf(childOf(statement as SyntaxNode, "type") ?? left))) return true;
  return (
    value !== undefined &&
    /^(?:call|subscript|binary_operator|parenthesized_expression|identifier|attribute)$/.test(
      value.type,
    )
  );
}

export const SPELLING_RULE = defineRule({
  id: "NAM007",
  category: "name",
  severity: "warning",
  title: "Functions and variables are snake_case, constants UPPER_SNAKE",
  fix: "Rename it",
  check: checkSpelling,
});
