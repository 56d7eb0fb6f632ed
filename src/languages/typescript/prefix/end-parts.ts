import ts from "typescript";
import { type EndPart, isMissing, NO_END, THROW, TYPE, VALUE } from "./end-part.ts";
import { partsOfStatement } from "./end-statements.ts";

/** A body that gives nothing, and fits wherever a function is wanted. */
const NO_BODY = ` { ${THROW} }`;

/** The nodes that the end of what is written stands in, outermost first: what ends there, or is missing there first. */
export function nodesAtEnd(file: ts.SourceFile, at: number): readonly ts.Node[] {
  const found: ts.Node[] = [];
  for (let node: ts.Node | undefined = file; node !== undefined; ) {
    found.push(node);
    if (node !== file && isMissing(node)) break;
    let whole: ts.Node | undefined;
    let missing: ts.Node | undefined;
    ts.forEachChild(node, (child) => {
      if (child.end !== at || isMark(child)) return;
      if (child.pos === child.end) missing ??= child;
      else whole = child;
    });
    // The text before the last value of a template ends where that is missing.
    node = ts.isTemplateExpression(node) ? (missing ?? whole) : (whole ?? missing);
  }
  return found;
}

/** Operators, modifiers and the like hold nothing. */
const isMark = ({ kind }: ts.Node): boolean =>
  (kind >= ts.SyntaxKind.FirstPunctuation && kind <= ts.SyntaxKind.LastPunctuation) ||
  kind === ts.SyntaxKind.EndOfFileToken ||
  kind === ts.SyntaxKind.TemplateHead ||
  kind === ts.SyntaxKind.TemplateMiddle ||
  ts.isModifier({ kind } as ts.Node) ||
  kind === ts.SyntaxKind.AwaitKeyword ||
  kind === ts.SyntaxKind.AssertsKeyword ||
  kind === ts.SyntaxKind.InstanceOfKeyword ||
  kind === ts.SyntaxKind.InKeyword;

/**
 * All that must follow for what is open at the end of `file` to be closed, without the body itself. `isTurned` gives
 * a statement's value another type: what is written becomes a condition.
 */
export function partsOfEnd(
  file: ts.SourceFile,
  body: ts.Block,
  { isTurned }: { readonly isTurned: boolean },
): readonly EndPart[] {
  const nodes = nodesAtEnd(file, file.endOfFileToken.pos);
  const parts: EndPart[] = [];
  for (let index = nodes.length - 1; index > nodes.indexOf(body); index -= 1) {
    const node = nodes[index];
    const inner = nodes[index + 1];
    if (node === undefined) continue;
    if (isTurned && inner !== undefined && isValueOf(node, inner))
      parts.push(ts.isArrayLiteralExpression(inner) ? ".length ? " : " ? ", VALUE, " : ", VALUE);
    parts.push(...partsAfter(node, inner, nodes, file.text));
  }
  return parts;
}

const isValueOf = (node: ts.Node, inner: ts.Node): boolean =>
  (ts.isReturnStatement(node) ||
    (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) ||
    (ts.isVariableDeclaration(node) && node.initializer === inner)) &&
  !isMissing(inner) &&
  !ts.isArrowFunction(inner) &&
  !ts.isObjectLiteralExpression(inner);

const FUNCTIONS = new Set([
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.Constructor,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.SetAccessor,
]);

const ENDED_BY_SEMICOLON = new Set([
  ts.SyntaxKind.VariableStatement,
  ts.SyntaxKind.ExpressionStatement,
  ts.SyntaxKind.ThrowStatement,
  ts.SyntaxKind.BreakStatement,
  ts.SyntaxKind.ContinueStatement,
  ts.SyntaxKind.PropertyDeclaration,
]);

/** What must follow `inner`, the part of `node` that is written last, for `node` to be whole. */
function partsAfter(
  node: ts.Node,
  inner: ts.Node | undefined,
  nodes: readonly ts.Node[],
  text: string,
): readonly EndPart[] {
  const last = text.slice(0, node.end).trimEnd().at(-1) ?? "";
  const isEnded = inner === undefined && last === ";";
  const { parent } = node;
  if (ts.isIdentifier(node)) return isMissing(node) ? partsOfName(node, parent) : [];
  if (ts.isTypeReferenceNode(node)) {
    if (isMissing(node)) return [TYPE];
    if (node.typeArguments === undefined || node.typeArguments.end < node.end) return [];
    return [...(node.typeArguments.length === 0 ? [TYPE] : []), ">"];
  }
  if (ts.isExpressionStatement(node) && isMissing(node)) return [" {}"];
  if (ts.isExpressionStatement(node) && /["'`/\d]/.test(text[node.getStart()] ?? ""))
    return [NO_END];
  if (ENDED_BY_SEMICOLON.has(node.kind)) return isEnded ? [] : [";"];
  if (ts.isReturnStatement(node)) {
    if (isEnded) return [];
    return node.expression === undefined ? [" ", VALUE, ";"] : [";"];
  }
  if (ts.isBlock(node)) {
    if (node.statements.end < node.end) return [];
    if (isMissing(node)) return [" {}"];
    return [ts.isFunctionLike(parent) && mayEnd(node) ? `${THROW} }` : " }"];
  }
  if (ts.isVariableDeclarationList(node)) {
    const { declarations } = node;
    if (declarations.length > 0 && declarations.hasTrailingComma !== true) return [];
    return [ts.isForStatement(parent) && declarations.length === 0 ? "last of [0]" : "last = 0"];
  }
  if (ts.isVariableDeclaration(node)) return partsOfDeclaration(node, inner);
  if (ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node)) {
    if (node.elements.end < node.end) return [];
    if (ts.isArrayBindingPattern(node)) return ["]"];
    return [node.elements.length === 0 ? " ...last }" : " }"];
  }
  if (ts.isCallExpression(node))
    return node.arguments.end < node.end ? [] : [{ need: "arguments" }, ")"];
  if (ts.isNewExpression(node)) {
    if (node.arguments === undefined) return ["(", { need: "arguments" }, ")"];
    return node.arguments.end < node.end ? [] : [{ need: "arguments" }, ")"];
  }
  if (ts.isElementAccessExpression(node)) return inner === node.argumentExpression ? ["]"] : [];
  if (ts.isComputedPropertyName(node)) return inner === node.expression ? ["]"] : [];
  if (ts.isParenthesizedExpression(node)) {
    if (text.slice(0, node.end).trimEnd().endsWith("()")) return [` =>${NO_BODY}`];
    return inner === node.expression ? [")"] : [];
  }
  if (ts.isArrowFunction(node)) return partsOfArrow(node, inner, last);
  if (FUNCTIONS.has(node.kind))
    return partsOfFunction(node as ts.FunctionLikeDeclaration, inner, last);
  if (ts.isParameter(node)) {
    const owner = nodes[nodes.indexOf(node) - 1];
    const isBare = node.type === undefined && node.initializer === undefined;
    return isBare && owner !== undefined && !ts.isArrowFunction(owner) ? [": unknown"] : [];
  }
  if (ts.isConditionalExpression(node)) {
    if (inner === node.whenTrue) return [" : ", VALUE];
    return [];
  }
  if (ts.isBinaryExpression(node)) {
    const isTest =
      ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent);
    return isTest && node.operatorToken.kind === ts.SyntaxKind.EqualsToken ? [NO_END] : [];
  }
  if (ts.isTemplateSpan(node) && isMissing(node)) return [VALUE, "}`"];
  if (ts.isTemplateSpan(node)) return inner === node.expression ? ["}`"] : [];
  if (ts.isObjectLiteralExpression(node))
    return node.properties.end < node.end ? [] : [{ need: "members" }, " }"];
  if (ts.isPropertyAssignment(node) && inner === node.name) return [": ", VALUE];
  if (ts.isArrayLiteralExpression(node))
    return node.elements.end < node.end ? [] : [{ need: "elements" }, "]"];
  return ts.isStatement(node) || ts.isCaseOrDefaultClause(node) || ts.isCatchClause(node)
    ? partsOfStatement(node, inner, last, text)
    : partsOfOther(node, inner);
}

/** Whether control may come to the end of a block, going by its last statement. */
function mayEnd({ statements }: ts.Block): boolean {
  const last = statements.at(-1);
  return last === undefined || !(ts.isReturnStatement(last) || ts.isThrowStatement(last));
}

function partsOfName(node: ts.Identifier, parent: ts.Node): readonly EndPart[] {
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return [{ need: "member" }];
  if (ts.isTypeReferenceNode(parent)) return [TYPE];
  if (ts.isNewExpression(parent) && parent.expression === node) return [{ need: "class" }];
  if (ts.isArrowFunction(parent)) return [];
  if (ts.isForStatement(parent)) {
    if (parent.initializer === node) return ["let last = 0"];
    return parent.condition === node ? ["false"] : [];
  }
  const { name } = parent as { readonly name?: ts.Node | undefined };
  return name === node ? ["last"] : [VALUE];
}

function partsOfDeclaration(
  node: ts.VariableDeclaration,
  inner: ts.Node | undefined,
): readonly EndPart[] {
  const { parent } = node;
  if (node.initializer !== undefined) return [];
  const isBare = inner === node.name || inner === node.type || inner === undefined;
  if (!isBare || ts.isCatchClause(parent)) return [];
  if (ts.isForInStatement(parent.parent) || ts.isForOfStatement(parent.parent)) return [];
  const isPattern = !ts.isIdentifier(node.name) && node.type === undefined;
  const given = isPattern ? valueOfPattern(node.name as ts.BindingPattern) : undefined;
  if (ts.isForStatement(parent.parent) && parent.declarations.length === 1)
    return [` of [${given ?? "0"}]`];
  const isConstant = (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) !== 0;
  if (given !== undefined) return [` = ${given}`];
  return isConstant || !ts.isIdentifier(node.name) ? [" = ", VALUE] : [];
}

/** A value from which all names of a pattern can be taken. */
function valueOfPattern(pattern: ts.BindingPattern): string {
  if (ts.isArrayBindingPattern(pattern)) {
    const given = pattern.elements.map((one) =>
      ts.isBindingElement(one) && one.dotDotDotToken === undefined ? valueOfElement(one) : "0",
    );
    return `[${given.join(", ")}]`;
  }
  const given = pattern.elements
    .filter((one) => one.dotDotDotToken === undefined)
    .map((one) => `${(one.propertyName ?? one.name).getText()}: ${valueOfElement(one)}`);
  return given.length === 0 ? "{}" : `{ ${given.join(", ")} }`;
}

const valueOfElement = ({ name }: ts.BindingElement): string =>
  ts.isIdentifier(name) ? "0" : valueOfPattern(name);

function partsOfArrow(
  node: ts.ArrowFunction,
  inner: ts.Node | undefined,
  last: string,
): readonly EndPart[] {
  const { equalsGreaterThanToken: arrow, body } = node;
  if (!isMissing(arrow)) return isMissing(body) || inner === undefined ? [NO_BODY] : [];
  const isInParameters = inner !== undefined && ts.isParameter(inner);
  const isOpen = isInParameters || last === "(" || last === ",";
  return [`${isOpen ? ")" : ""} =>${NO_BODY}`];
}

function partsOfFunction(
  node: ts.FunctionLikeDeclaration,
  inner: ts.Node | undefined,
  last: string,
): readonly EndPart[] {
  const { body } = node;
  if (body !== undefined && !isMissing(body)) return [];
  if (inner === node.name) return [`()${NO_BODY}`];
  const isOpen = (inner !== undefined && ts.isParameter(inner)) || last === "(" || last === ",";
  return isOpen ? [`)${NO_BODY}`] : inner === body && !isMissing(inner) ? [] : [NO_BODY];
}

function partsOfOther(node: ts.Node, inner: ts.Node | undefined): readonly EndPart[] {
  if (ts.isCaseBlock(node) && isMissing(node)) return [" {}"];
  if (ts.isCaseBlock(node)) return node.clauses.end < node.end ? [] : [" }"];
  if (ts.isTypeLiteralNode(node)) return node.members.end < node.end ? [] : [" }"];
  if (ts.isTupleTypeNode(node)) return node.elements.end < node.end ? [] : ["]"];
  if (ts.isParenthesizedTypeNode(node)) return inner === node.type ? [")"] : [];
  if (ts.isIndexedAccessTypeNode(node)) return inner === node.indexType ? ["]"] : [];
  if (ts.isPropertySignature(node) && node.type === undefined) return [": unknown"];
  return [];
}
