import ts from "typescript";
import { walk } from "../compiler/walk.ts";
import { isLoop } from "./open-nodes.ts";
import { CURSOR, type OpenText } from "./open-text.ts";
import { isDetermined } from "./parameters.ts";

/** Text that is put into another one, which goes on after it. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** What a text would have to hold for its types to be as wide as anything that follows can make them. */
export interface Loosening {
  readonly insertions: readonly Insertion[];
  /** Said again where each open block ends. */
  readonly ends: string;
}

/** Paths such as `a.b.c` of which control flow knows something: at most so many. */
const MOST_PATHS = 60;

/**
 * What is written later can widen what is known now: assignments further down in a loop come by again, and arguments
 * that follow decide the types of a callback's parameters. `undefined` where neither can be said in the text.
 */
export function loosen({
  checker,
  file,
  nodes,
}: Pick<OpenText, "checker" | "file" | "nodes">): Loosening | undefined {
  const insertions: Insertion[] = [];
  // A function that is called later does not know what a variable held, once that is assigned anywhere further down.
  const ends = new Set(hasClosures(nodes) ? mutableNames(nodes, file.end).map(reset) : []);
  for (const [index, node] of nodes.entries()) {
    const inner = nodes[index + 1];
    if (isLoop(node)) {
      const resets = resetsOf(node, nodes.slice(0, index), file);
      for (const reset of resets) ends.add(reset);
      const { statement } = node;
      if (ts.isBlock(statement) && statement.getStart(file) < statement.end)
        insertions.push({ at: statement.getStart(file) + 1, text: `;${resets.join("")}` });
      else if (inner === statement) return undefined;
    } else if (isCallback(node) && inner === node.body)
      for (const parameter of node.parameters)
        if (parameter.type === undefined && !isDetermined(node, parameter, checker))
          insertions.push(...annotate(node, parameter, file));
  }
  return { insertions: insertions.sort((a, b) => a.at - b.at), ends: [...ends].join("") };
}

type Callback = ts.ArrowFunction | ts.FunctionExpression | ts.MethodDeclaration;

const isCallback = (node: ts.Node): node is Callback =>
  ts.isArrowFunction(node) ||
  ts.isFunctionExpression(node) ||
  (ts.isMethodDeclaration(node) && ts.isObjectLiteralExpression(node.parent));

function annotate(
  owner: Callback,
  { name, questionToken }: ts.ParameterDeclaration,
  file: ts.SourceFile,
): readonly Insertion[] {
  const { end } = questionToken ?? name;
  const isBare = ts.isArrowFunction(owner) && !/^(?:async\s*)?\(/.test(owner.getText(file));
  if (!isBare) return [{ at: end, text: ": any" }];
  return [
    { at: name.getStart(file), text: "(" },
    { at: end, text: ": any)" },
  ];
}

/** Statements that make control flow forget all that it knew before the loop. */
function resetsOf(
  loop: ts.IterationStatement,
  around: readonly ts.Node[],
  file: ts.SourceFile,
): readonly string[] {
  const resets = mutableNames(around, loop.pos).map(reset);
  for (const name of growingNames(around, loop.pos)) resets.push(`${name}.push(${CURSOR});`);
  const owner = around.find((node) => ts.isFunctionLike(node)) ?? file;
  const paths = new Set<string>();
  for (const node of walk(owner)) {
    const path = pathOf(node);
    if (path?.includes(".") === true && paths.size < MOST_PATHS) paths.add(path);
  }
  return [...resets, ...[...paths].map((path) => `${path}=${CURSOR};`)];
}

const reset = (name: string): string => `${name}=${CURSOR};`;

const mutableNames = (around: readonly ts.Node[], before: number): readonly string[] =>
  namesDeclared(around, before, isMutable);

const growingNames = (around: readonly ts.Node[], before: number): readonly string[] =>
  namesDeclared(around, before, isGrowing);

const namesDeclared = (
  around: readonly ts.Node[],
  before: number,
  isOne: (declaration: ts.Declaration) => boolean,
): readonly string[] =>
  around.flatMap((node) => {
    const { locals } = node as { readonly locals?: ts.SymbolTable | undefined };
    return [...(locals?.values() ?? [])]
      .filter(({ valueDeclaration: one }) => one !== undefined && one.pos < before && isOne(one))
      .map(({ name }) => name);
  });

function hasClosures(nodes: readonly ts.Node[]): boolean {
  const [owner] = nodes.filter(ts.isFunctionLike);
  if (owner === undefined) return true;
  for (const node of walk(owner)) if (node !== owner && ts.isFunctionLike(node)) return true;
  return false;
}

/** `a.b.c` or `this.b`, however it is written. */
function pathOf(node: ts.Node): string | undefined {
  if (node.kind === ts.SyntaxKind.ThisKeyword) return "this";
  if (ts.isIdentifier(node))
    return node.text === "" || node.text === CURSOR ? undefined : node.text;
  if (!ts.isPropertyAccessExpression(node) || node.name.text === CURSOR) return undefined;
  const owner = pathOf(node.expression);
  return owner === undefined || node.name.text === "" ? undefined : `${owner}.${node.name.text}`;
}

function isMutable(declaration: ts.Declaration): boolean {
  if (ts.isParameter(declaration)) return true;
  if (ts.isBindingElement(declaration)) return isMutable(declaration.parent.parent);
  return (
    ts.isVariableDeclaration(declaration) &&
    (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) === 0
  );
}

/** `const found = []`, whose type is that of what is pushed. */
const isGrowing = (declaration: ts.Declaration): boolean =>
  ts.isVariableDeclaration(declaration) &&
  declaration.type === undefined &&
  declaration.initializer !== undefined &&
  ts.isArrayLiteralExpression(declaration.initializer) &&
  declaration.initializer.elements.length === 0;
