/** Guards on arguments that follow from what was asked, and from nothing else. */

import ts from "typescript";
import type { Example } from "../../../domain/specification.ts";

/** What `typeof` says of a value of these types. */
const BY_TYPE: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.StringKeyword, "string"],
  [ts.SyntaxKind.NumberKeyword, "number"],
  [ts.SyntaxKind.BooleanKeyword, "boolean"],
  [ts.SyntaxKind.BigIntKeyword, "bigint"],
]);
const ERRORS: ReadonlySet<string> = new Set([
  "Error",
  "RangeError",
  "TypeError",
  "SyntaxError",
  "EvalError",
  "URIError",
]);

/** Statements that refuse arguments of a wrong type, and those that an example says are refused. */
export function renderGuards(
  name: string,
  parameters: readonly ts.ParameterDeclaration[],
  examples: readonly Example[],
): readonly string[] {
  return [
    ...parameters.flatMap(guardType),
    ...examples.flatMap((each) => guardExample(each, name, parameters)),
  ];
}

function guardType(parameter: ts.ParameterDeclaration): readonly string[] {
  const { name, type, questionToken, dotDotDotToken } = parameter;
  if (!ts.isIdentifier(name) || name.text === "this" || type === undefined) return [];
  if (questionToken !== undefined || dotDotDotToken !== undefined) return [];
  const wanted = BY_TYPE.get(type.kind);
  if (wanted !== undefined)
    return [refuse(`typeof ${name.text} !== "${wanted}"`, name.text, `a ${wanted}`)];
  const isArray =
    ts.isArrayTypeNode(type) || /^(?:readonly\s|(?:Readonly)?Array<)/.test(type.getText());
  return isArray ? [refuse(`!Array.isArray(${name.text})`, name.text, "an array")] : [];
}

const refuse = (condition: string, name: string, what: string): string =>
  `if (${condition}) throw new TypeError("${name} must be ${what}");`;

/** An example that throws is a guard where its arguments are plain values. */
function guardExample(
  { call, expected }: Example,
  name: string,
  parameters: readonly ts.ParameterDeclaration[],
): readonly string[] {
  if (expected.kind !== "throws" || !ERRORS.has(expected.name ?? "Error")) return [];
  const given = readArguments(call, name);
  if (given === undefined || given.length === 0 || given.length > parameters.length) return [];
  const tests = given.map((literal, at) => {
    const parameter = parameters[at];
    const isPlain = parameter !== undefined && ts.isIdentifier(parameter.name);
    return isPlain && parameter.dotDotDotToken === undefined
      ? `${parameter.name.getText()} === ${literal}`
      : undefined;
  });
  if (tests.includes(undefined)) return [];
  const message = JSON.stringify(`${call} is refused`);
  return [`if (${tests.join(" && ")}) throw new ${expected.name ?? "Error"}(${message});`];
}

/** The arguments of a call of `name`; `undefined` where one of them is no plain value. */
function readArguments(call: string, name: string): readonly string[] | undefined {
  const file = ts.createSourceFile("call.ts", call, ts.ScriptTarget.Latest, true);
  const [statement, another] = file.statements;
  if (statement === undefined || another !== undefined || !ts.isExpressionStatement(statement))
    return undefined;
  const { expression } = statement;
  if (!ts.isCallExpression(expression) || expression.expression.getText() !== name)
    return undefined;
  return expression.arguments.every(isPlainValue)
    ? expression.arguments.map((argument) => argument.getText())
    : undefined;
}

/** A value that is equal to itself: no object, and not the number that is none. */
const isPlainValue = (node: ts.Expression): boolean =>
  ts.isStringLiteral(node) ||
  ts.isNumericLiteral(node) ||
  ts.isBigIntLiteral(node) ||
  node.kind === ts.SyntaxKind.TrueKeyword ||
  node.kind === ts.SyntaxKind.FalseKeyword ||
  node.kind === ts.SyntaxKind.NullKeyword ||
  (ts.isIdentifier(node) && node.text === "undefined") ||
  (ts.isPrefixUnaryExpression(node) &&
    node.operator === ts.SyntaxKind.MinusToken &&
    ts.isNumericLiteral(node.operand));
