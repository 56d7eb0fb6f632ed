import ts from "typescript";
import { type EndPart, isMissing, NO_END } from "./end-part.ts";

/** Whether it computes, and changes nothing: no step of a loop. */
const isIdle = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node) &&
  (node.operatorToken.kind < ts.SyntaxKind.FirstAssignment ||
    node.operatorToken.kind > ts.SyntaxKind.LastAssignment);

/** Statements that hold others. */
export function partsOfStatement(
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
    if (inner === node.incrementor && inner !== undefined) return [isIdle(inner) ? NO_END : ") {}"];
    if (inner === node.condition && inner !== undefined) return ["; ) {}"];
    const head = text.slice(node.getStart(), node.end).trimEnd();
    if (head.endsWith(")") && inner === node.statement) return [" {}"];
    if (/;\s*;$/.test(head) || (last === ";" && node.condition !== undefined)) return [" ) {}"];
    if (last === ";") return [" false; ) {}"];
    if (
      inner !== undefined &&
      inner === node.initializer &&
      ts.isExpression(inner) &&
      !ts.isBinaryExpression(inner) &&
      !isMissing(inner)
    )
      return [NO_END];
    const list = node.initializer;
    const isOfForm =
      list !== undefined &&
      ts.isVariableDeclarationList(list) &&
      list.declarations.length < 2 &&
      list.declarations[0]?.initializer === undefined;
    return [isOfForm ? ") {}" : "; false; ) {}"];
  }
  if (ts.isDoStatement(node)) {
    if (inner === undefined && last === ";") return [];
    if (inner === node.statement) return [" while (false);"];
    return inner === node.expression ? [");"] : [";"];
  }
  if (ts.isSwitchStatement(node)) return inner === node.expression ? [") {}"] : [];
  if (ts.isCaseClause(node)) return inner === node.expression ? [":"] : [];
  if (ts.isDefaultClause(node))
    return text.slice(node.getStart(), node.end) === "default" ? [":"] : [];
  if (ts.isTryStatement(node))
    return inner === node.tryBlock && isMissing(node.catchClause) ? [" catch {}"] : [];
  if (ts.isCatchClause(node)) return inner === node.variableDeclaration ? [") {}"] : [];
  if (ts.isLabeledStatement(node)) return [NO_END];
  if (ts.isTypeAliasDeclaration(node)) {
    if (inner === undefined && last === ";") return [];
    return inner === node.name ? [" = unknown;"] : [";"];
  }
  if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node) || ts.isEnumDeclaration(node)) {
    if (node.members.end < node.end) return [];
    return inner === node.name ? [" {}"] : [" }"];
  }
  return [];
}
