import ts from "typescript";
import { findSyntaxErrors } from "../compiler/internal.ts";
import { isValueReference } from "../compiler/scope.ts";
import { walk } from "../compiler/walk.ts";

/** What stands for an open hole where the compiler reads: as long as the comment that marks one. */
export const OPEN = "$fill";

/** A hole in the text as it is written. */
export interface FoundHole {
  readonly start: number;
  readonly end: number;
  /** What comes before and after the answer. */
  readonly before: string;
  readonly after: string;
  /** The type that it names itself. */
  readonly wanted: string | undefined;
}

/** Holes of a text, or why there can be none; offsets are the text's own. */
export type HoleSearch =
  | { readonly kind: "found"; readonly holes: readonly FoundHole[] }
  | { readonly kind: "broken"; readonly at: number; readonly why: string };

const MARK = /\/\*\?\*\//g;

/** Finds `/*?*\/`, `todo<T>()` and `throw new Error("hole")`, by the compiler's own parser. */
export function findHoles(path: string, text: string): HoleSearch {
  const file = ts.createSourceFile(path, text.replace(MARK, OPEN), ts.ScriptTarget.Latest, true);
  const nodes = [...walk(file)];
  const marked = nodes.filter((node) => isMark(node, text));
  const [wrong] = findSyntaxErrors(file);
  if (wrong !== undefined) return broken(wrong, marked);
  const misplaced = marked.find((node) => !isExpression(node as ts.Identifier));
  if (misplaced !== undefined)
    return { kind: "broken", at: misplaced.getStart(), why: "no value can stand there" };
  const holes = nodes.flatMap((node) => toHole(node, marked) ?? []);
  return { kind: "found", holes: holes.sort((a, b) => a.start - b.start) };
}

function broken(
  { start = 0, length = 0, messageText }: ts.DiagnosticWithLocation,
  marked: readonly ts.Node[],
): HoleSearch {
  const isHole = marked.some((node) => start < node.end && start + length > node.getStart());
  const why = isHole
    ? "no value can stand there"
    : ts.flattenDiagnosticMessageText(messageText, " ");
  return { kind: "broken", at: start, why };
}

const isMark = (node: ts.Node, text: string): boolean =>
  ts.isIdentifier(node) && node.text === OPEN && text.startsWith("/*?*/", node.getStart());

const isExpression = (node: ts.Identifier): boolean => {
  const { parent } = node;
  if (!isValueReference(node) || ts.isTypeNode(parent)) return false;
  if (ts.isBinaryExpression(parent) && parent.left === node) return !isAssignment(parent);
  return !ts.isExpressionStatement(parent);
};

function toHole(node: ts.Node, marked: readonly ts.Node[]): FoundHole | undefined {
  const place = { start: node.getStart(), end: node.end };
  if (marked.includes(node)) return { ...place, before: "", after: "", wanted: undefined };
  if (ts.isCallExpression(node)) {
    const { expression, typeArguments, arguments: given } = node;
    const [wanted, ...more] = typeArguments ?? [];
    const isTodo = ts.isIdentifier(expression) && expression.text === "todo";
    if (!isTodo || given.length > 0 || wanted === undefined || more.length > 0) return undefined;
    return { ...place, before: "", after: "", wanted: wanted.getText() };
  }
  if (!ts.isThrowStatement(node) || !isHoleError(node.expression)) return undefined;
  const end = node.getText().endsWith(";") ? ";" : "";
  return { ...place, before: "return ", after: end, wanted: undefined };
}

function isHoleError(thrown: ts.Expression): boolean {
  if (!ts.isNewExpression(thrown) || !ts.isIdentifier(thrown.expression)) return false;
  const [message, ...more] = thrown.arguments ?? [];
  return (
    thrown.expression.text === "Error" &&
    message !== undefined &&
    more.length === 0 &&
    ts.isStringLiteralLike(message) &&
    message.text === "hole"
  );
}

/** `=`, `+=` and the like. */
export const isAssignment = ({ operatorToken: { kind } }: ts.BinaryExpression): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
