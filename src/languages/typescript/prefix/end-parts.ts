import ts from "typescript";

/** What an end is put together from: text, and what types decide. */
export type EndPart =
  | string
  | {
      /**
       * A value; the rest of a call's arguments, of an object's members, of a tuple's elements; the name of a member;
       * what is constructed.
       */
      readonly need: "value" | "arguments" | "members" | "elements" | "member" | "class";
    }
  | { readonly need: "type" };

/** Stands where no end can be written that the grammar takes. */
export const NO_END = "\0";

export const THROW = 'throw new Error("unfinished");';
const VALUE = { need: "value" } as const;
const TYPE = { need: "type" } as const;
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
    node = whole ?? missing;
  }
  return found;
}

/** Operators, modifiers and the like hold nothing. */
const isMark = ({ kind }: ts.Node): boolean =>
  (kind >= ts.SyntaxKind.FirstPunctuation && kind <= ts.SyntaxKind.LastPunctuation) ||
  kind === ts.SyntaxKind.EndOfFileToken ||
  ts.isModifier({ kind } as ts.Node) ||
  kind === ts.SyntaxKind.AwaitKeyword ||
  kind === ts.SyntaxKind.AssertsKeyword ||
  kind === ts.SyntaxKind.InstanceOfKeyword ||
  kind === ts.SyntaxKind.InKeyword;

const isMissing = (node: ts.Node | undefined): boolean =>
  node === undefined || node.pos === node.end;

/** All that must follow for what is open at the end of `file` to be closed, without the body itself. */
export function partsOfEnd(file: ts.SourceFile, at: number): readonly EndPart[] {
  const nodes = nodesAtEnd(file, at);
  const parts: EndPart[] = [];
  // The file, and the block that stands for the body.
  for (let index = nodes.length - 1; index > 1; index -= 1) {
    const node = nodes[index];
    if (node !== undefined) parts.push(...partsAfter(node, nodes[index + 1], nodes, file.text));
  }
  return parts;
}

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
  const { parent } = node;
  if (ts.isIdentifier(node)) return isMissing(node) ? partsOfName(node, parent) : [];
  if (ts.isTypeReferenceNode(node)) {
    if (node.typeArguments === undefined || node.typeArguments.end < node.end) return [];
    return [...(node.typeArguments.length === 0 ? [TYPE] : []), ">"];
  }
  if (ts.isExpressionStatement(node) && isMissing(node)) return [" {}"];
  if (ENDED_BY_SEMICOLON.has(node.kind)) return last === ";" ? [] : [";"];
  if (ts.isReturnStatement(node)) {
    if (last === ";") return [];
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
    return [ts.isObjectBindingPattern(node) ? " }" : "]"];
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
    const isTest = ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent);
    return isTest && node.operatorToken.kind === ts.SyntaxKind.EqualsToken ? [NO_END] : [];
  }
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
  const given = ts.isIdentifier(node.name) ? undefined : valueOfPattern(node.name);
  if (ts.isForStatement(parent.parent) && parent.declarations.length === 1)
    return [` of [${given ?? "0"}]`];
  const isConstant = (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) !== 0;
  if (given !== undefined) return [` = ${given}`];
  return isConstant ? [" = ", VALUE] : [];
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

/** Statements that hold others. */
function partsOfStatement(
  node: ts.Node,
  inner: ts.Node | undefined,
  last: string,
  text: string,
): readonly EndPart[] {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node))
    return inner === node.expression ? [") {}"] : [];
  if (ts.isForOfStatement(node) || ts.isForInStatement(node))
    return inner === node.expression ? [") {}"] : [];
  if (ts.isForStatement(node)) {
    if (inner === node.statement && !isMissing(inner)) return [];
    if (inner === node.incrementor && inner !== undefined) return [") {}"];
    if (inner === node.condition && inner !== undefined) return ["; ) {}"];
    const head = text.slice(node.getStart(), node.end).trimEnd();
    if (head.endsWith(")") && inner === node.statement) return [" {}"];
    if (/;\s*;$/.test(head) || (last === ";" && node.condition !== undefined)) return [" ) {}"];
    if (last === ";") return [" false; ) {}"];
    const [only] = node.initializer && ts.isVariableDeclarationList(node.initializer)
      ? node.initializer.declarations
      : [];
    if (inner !== undefined && inner === node.initializer && ts.isExpression(inner) && !ts.isBinaryExpression(inner)) return [NO_END];
    const isOfForm = only !== undefined && only.initializer === undefined;
    return [isOfForm ? ") {}" : "; false; ) {}"];
  }
  if (ts.isDoStatement(node)) {
    if (last === ";") return [];
    if (inner === node.statement) return [" while (false);"];
    return inner === node.expression ? [");"] : [";"];
  }
  if (ts.isSwitchStatement(node)) return inner === node.expression ? [") {}"] : [];
  if (ts.isCaseClause(node)) return inner === node.expression ? [":"] : [];
  if (ts.isDefaultClause(node)) return text.slice(node.getStart(), node.end) === "default" ? [":"] : [];
  if (ts.isTryStatement(node))
    return inner === node.tryBlock && isMissing(node.catchClause) ? [" catch {}"] : [];
  if (ts.isCatchClause(node)) return inner === node.variableDeclaration ? [") {}"] : [];
  if (ts.isTypeAliasDeclaration(node)) {
    if (last === ";") return [];
    return inner === node.name ? [" = unknown;"] : [";"];
  }
  if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node) || ts.isEnumDeclaration(node)) {
    if (node.members.end < node.end) return [];
    return inner === node.name ? [" {}"] : [" }"];
  }
  return [];
}

function partsOfOther(node: ts.Node, inner: ts.Node | undefined): readonly EndPart[] {
  if (ts.isCaseBlock(node)) return node.clauses.end < node.end ? [] : [" }"];
  if (ts.isTypeLiteralNode(node)) return node.members.end < node.end ? [] : [" }"];
  if (ts.isTupleTypeNode(node)) return node.elements.end < node.end ? [] : ["]"];
  if (ts.isParenthesizedTypeNode(node)) return inner === node.type ? [")"] : [];
  if (ts.isIndexedAccessTypeNode(node)) return inner === node.indexType ? ["]"] : [];
  if (ts.isPropertySignature(node) && node.type === undefined) return [": unknown"];
  return [];
}
