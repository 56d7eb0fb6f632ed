import { globSync, readFileSync } from "node:fs";
import ts from "typescript";

/** A real expression that was taken out of a real file. */
export interface PlantedHole {
  readonly path: string;
  readonly text: string;
  readonly hidden: string;
}

const LONGEST = 40;

/** Takes out, one at a time, what functions with a declared result give back: short expressions without literals. */
export function plantHoles(root: string, pattern: string, most: number): readonly PlantedHole[] {
  const found = globSync(pattern, { cwd: root })
    .filter((path) => !path.endsWith(".test.ts"))
    .sort()
    .flatMap((path) => plantIn(path, readFileSync(`${root}/${path}`, "utf8")));
  const step = Math.max(1, Math.floor(found.length / most));
  return found.filter((_, at) => at % step === 0).slice(0, most);
}

function plantIn(path: string, text: string): readonly PlantedHole[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: PlantedHole[] = [];
  const visit = (node: ts.Node): void => {
    const hidden = hiddenIn(node);
    if (hidden !== undefined && isFit(hidden)) {
      const [start, end] = [hidden.getStart(), hidden.end];
      const holed = `${text.slice(0, start)}/*?*/${text.slice(end)}`;
      found.push({ path, text: holed, hidden: text.slice(start, end) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function hiddenIn(node: ts.Node): ts.Expression | undefined {
  if (ts.isArrowFunction(node) && node.type !== undefined && !ts.isBlock(node.body))
    return node.body;
  if (!ts.isReturnStatement(node)) return undefined;
  const around = ts.findAncestor(node, ts.isFunctionLike);
  return around?.type === undefined ? undefined : node.expression;
}

function isFit(node: ts.Expression): boolean {
  if (node.getWidth() > LONGEST) return false;
  if (
    !ts.isCallExpression(node) &&
    !ts.isPropertyAccessExpression(node) &&
    !ts.isBinaryExpression(node)
  )
    return false;
  let hasLiteral = false;
  const visit = (inner: ts.Node): void => {
    hasLiteral ||= ts.isLiteralExpression(inner) || ts.isTemplateExpression(inner);
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return !hasLiteral;
}
