/** QUA001–QUA008: whole, small, documented, and in step with the contract. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, namedChildren, textOf } from "../../../syntax/nodes.ts";
import { complexityOf } from "../../../syntax/python/complexity.ts";
import { classOfMethod, decoratorsOf, workOf } from "../../../syntax/python/functions.ts";
import { constantText } from "../../../syntax/python/strings.ts";
import { eachDeclared } from "./each.ts";
import { baseNames } from "./node-classes.ts";
import type { NodeUnit } from "./node-unit.ts";
import { DOCUMENT_RULES } from "./qua-documents.ts";
import { defineRule, findingAt, type Rule, type RuleFinding } from "./rule.ts";

/** A file that says of itself that it is incomplete holds stubs; nothing accepts it as complete. */
const SAYS_INCOMPLETE = /^#\s*ONEX-GENERATED:\s*(?:stub|partial)\b/m;

function* checkStubs(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node, name } of eachDeclared(unit, "function_definition")) {
    if (mayBeEmpty(node)) continue;
    const [first, ...others] = workOf(node);
    const isEmpty = first === undefined || [first, ...others].every(doesNothing);
    const isHonest = first !== undefined && others.length === 0 && saysMissing(first);
    if (isEmpty || (isHonest && !SAYS_INCOMPLETE.test(file.module.text)))
      yield findingAt(file, name, `${textOf(name)}() is a stub`);
  }
}

/** Bodies of protocols and abstract methods are elsewhere. */
function mayBeEmpty(callable: SyntaxNode): boolean {
  const owner = classOfMethod(callable);
  if (owner !== undefined && baseNames(owner).includes("Protocol")) return true;
  return decoratorsOf(callable).some((decorator) => /abstract|overload$/.test(textOf(decorator)));
}

function doesNothing(statement: SyntaxNode): boolean {
  if (statement.type === "pass_statement") return true;
  const [only] = statement.children;
  if (statement.type === "expression_statement") return only?.type === "ellipsis";
  return (
    statement.type === "raise_statement" && /^raise\s+NotImplementedError\b/.test(textOf(statement))
  );
}

const saysMissing = (statement: SyntaxNode): boolean =>
  statement.type === "raise_statement" &&
  /\bModelOnexError\b/.test(textOf(statement)) &&
  /\bMETHOD_NOT_IMPLEMENTED\b/.test(textOf(statement));

const MAX_LINES = 50;
const MAX_COMPLEXITY = 10;

function* checkLength(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node, name } of eachDeclared(unit, "function_definition")) {
    const lines = textOf(node).split("\n").length;
    if (lines > MAX_LINES)
      yield findingAt(file, name, `${textOf(name)}() has ${lines} lines, more than ${MAX_LINES}`);
  }
}

function* checkComplexity(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node, name } of eachDeclared(unit, "function_definition")) {
    const complexity = complexityOf(node);
    if (complexity > MAX_COMPLEXITY)
      yield findingAt(
        file,
        name,
        `${textOf(name)}() has a complexity of ${complexity}, more than ${MAX_COMPLEXITY}`,
      );
  }
}

/** What a file does for each operation, by name: a `match`, or a chain of comparisons, on something called operation. */
interface Dispatch {
  readonly node: SyntaxNode;
  readonly cases: readonly { readonly operation: string; readonly node: SyntaxNode }[];
}

const OPERATION = /(?:^|[._])(?:operation|op|operation_type|operation_name)(?:\.value|\[.*\])?$/;

function* checkOperations(unit: NodeUnit): Generator<RuleFinding> {
  const wanted = new Set(unit.contract?.operations.map(normalize));
  if (wanted.size === 0) return;
  for (const file of unit.files)
    for (const { node, cases } of [
      ...matchesIn(file.module.all("match_statement")),
      ...chainsIn(file.module.all("if_statement")),
    ]) {
      for (const { operation, node: place } of cases)
        if (!wanted.has(normalize(operation)))
          yield findingAt(file, place, `the contract has no operation ${operation}`);
      const done = new Set(cases.map(({ operation }) => normalize(operation)));
      const missing = [...wanted].filter((operation) => !done.has(operation));
      if (missing.length > 0)
        yield findingAt(file, node, `nothing is done for the operation ${missing.join(", ")}`);
    }
}

const normalize = (operation: string): string =>
  operation.trim().toLowerCase().replaceAll("-", "_");

const matchesIn = (statements: readonly SyntaxNode[]): readonly Dispatch[] =>
  statements.flatMap((node) => {
    const subject = childOf(node, "subject");
    if (subject === undefined || !OPERATION.test(textOf(subject))) return [];
    const body = childOf(node, "body") ?? node;
    const cases = body.children
      .filter(({ type }) => type === "case_clause")
      .flatMap((clause) => clause.children.filter(({ type }) => type === "case_pattern"))
      .flatMap(namedOperations);
    return cases.length === 0 ? [] : [{ node: subject, cases }];
  });

/** Strings, and members of an enum, that a pattern names. */
function namedOperations(pattern: SyntaxNode): Dispatch["cases"] {
  const found: { operation: string; node: SyntaxNode }[] = [];
  const open = [pattern];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const text = constantText(node);
    const isMember = node.type === "dotted_name" && namedChildren(node).length > 1;
    if (text !== undefined) found.push({ operation: text, node });
    else if (isMember) found.push({ operation: textOf(namedChildren(node).at(-1) ?? node), node });
    else open.push(...node.children.toReversed());
  }
  return found;
}

/** `if operation == "a": … elif operation == "b": …` of at least two. */
const chainsIn = (statements: readonly SyntaxNode[]): readonly Dispatch[] =>
  statements.flatMap((node) => {
    const conditions = [
      node,
      ...node.children.filter(({ type }) => type === "elif_clause"),
    ].flatMap((part) => childOf(part, "condition") ?? []);
    const cases = conditions.flatMap(comparedOperation);
    const [first] = conditions;
    return cases.length < 2 || cases.length < conditions.length || first === undefined
      ? []
      : [{ node: first, cases }];
  });

function comparedOperation(condition: SyntaxNode): Dispatch["cases"] {
  const [left, right] = namedChildren(condition);
  if (condition.type !== "comparison_operator" || left === undefined || right === undefined)
    return [];
  if (!OPERATION.test(textOf(left)) || !condition.children.some(({ type }) => type === "=="))
    return [];
  const operation =
    constantText(right) ??
    (right.type === "attribute" ? textOf(right).split(".").at(-1) : undefined);
  return operation === undefined ? [] : [{ operation, node: right }];
}

export const QUA_RULES: readonly Rule[] = [
  defineRule({
    id: "QUA001",
    escape: "stub-ok",
    title: "Write whole functions: no body of `pass`, `...`, or a raise that says not implemented",
    fix: "Implement it, or say why not: `# stub-ok: reason`",
    check: checkStubs,
  }),
  defineRule({
    id: "QUA003",
    severity: "warning",
    title: `Keep functions within ${MAX_LINES} lines`,
    fix: "Split it into functions that do one thing each",
    check: checkLength,
  }),
  defineRule({
    id: "QUA004",
    severity: "warning",
    title: `Keep the cyclomatic complexity of functions within ${MAX_COMPLEXITY}`,
    fix: "Split it, or look the case up in a table",
    check: checkComplexity,
  }),
  ...DOCUMENT_RULES,
  defineRule({
    id: "QUA008",
    kinds: ["effect"],
    title: "Dispatch exactly the operations that the contract names",
    fix: "Bring the cases in step with the contract's operations",
    check: checkOperations,
  }),
].toSorted((one, other) => one.id.localeCompare(other.id));
