import ts from "typescript";
import { readRows } from "../../src/testing/read-rows.ts";

/** A function with a hole for a body, and the answers that people would accept. */
export interface Query {
  readonly id: string;
  readonly isAsync: boolean;
  readonly declarations: string;
  readonly parameters: string;
  readonly returns: string;
  readonly answers: readonly string[];
}

export type Half = "development" | "held-out";

/** The queries of one half of the corpus. */
export const readQueries = (half: Half): readonly Query[] =>
  readRows(new URL(`../../datasets/holes/${half}.jsonl`, import.meta.url));

/** The file that a query is. */
export const renderQuery = ({ declarations, isAsync, parameters, returns }: Query): string =>
  `${declarations}\nexport ${isAsync ? "async " : ""}function answer(${parameters}): ${returns} {\n  throw new Error("hole");\n}\n`;

/** An expression without layout and the names of its functions' parameters: two that differ in these only are one. */
export function normalise(text: string): string {
  const file = ts.createSourceFile("answer.ts", `(${text})`, ts.ScriptTarget.Latest, true);
  const names = new Map<string, string>();
  const collect = (node: ts.Node): void => {
    if (ts.isParameter(node) && ts.isIdentifier(node.name))
      names.set(node.name.text, `p${names.size}`);
    ts.forEachChild(node, collect);
  };
  collect(file);
  const tokens: string[] = [];
  const visit = (node: ts.Node): void => {
    if (node.getChildCount(file) > 0) for (const child of node.getChildren(file)) visit(child);
    else {
      const isMember =
        ts.isIdentifier(node) &&
        ((ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) ||
          (ts.isPropertyAssignment(node.parent) && node.parent.name === node));
      const own = node.getText(file);
      tokens.push(isMember ? own : (names.get(own) ?? own));
    }
  };
  visit(file);
  return tokens.join("").replaceAll(/,(?=[)\]}])/g, "");
}
