/** What one piece of a file calls, throws and mentions, read in one walk. */

import ts from "typescript";
import type { SourceConstruct } from "../../../ports/migration.ts";
import { unwrap } from "../compiler/walk.ts";
import { moduleOfCall } from "./file-names.ts";
import { findConstructs } from "./find-constructs.ts";
import { type KnownNames, resolveName } from "./resolve-name.ts";

/** How a name of the file is used. */
export interface Mention {
  /** As a value, and not only as a type. */
  readonly isValue: boolean;
  /** As a value, where nothing catches what it may throw. */
  readonly isUncaught: boolean;
}

export interface Facts {
  readonly calls: ReadonlySet<string>;
  readonly raises: ReadonlySet<string>;
  /** By the name that the file declares. */
  readonly mentions: ReadonlyMap<string, Mention>;
  /** By the name of a member of its own class. */
  readonly ownMembers: ReadonlyMap<string, Mention>;
  readonly constructs: readonly SourceConstruct[];
  readonly usesThis: boolean;
}

interface Visit {
  readonly node: ts.Node;
  /** Whether an error thrown here stays inside. */
  readonly isCaught: boolean;
  readonly isType: boolean;
}

/** Reads the facts of `root`, a statement, a function or a member of a class. */
export function gatherFacts(root: ts.Node, names: KnownNames): Facts {
  const calls = new Set<string>();
  const raises = new Set<string>();
  const mentions = new Map<string, Mention>();
  const ownMembers = new Map<string, Mention>();
  const constructs: SourceConstruct[] = [];
  let usesThis = false;

  const stack: Visit[] = [{ node: root, isCaught: false, isType: false }];
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { node, isCaught, isType } = visit;
    const mention = { isValue: !isType, isUncaught: !isType && !isCaught };
    if (node.kind === ts.SyntaxKind.ThisKeyword) usesThis = true;
    if (ts.isThrowStatement(node) && !isCaught) raises.add(nameOfError(node.expression, names));
    if (ts.isIdentifier(node) && isReference(node)) {
      if (names.file.declarations.has(node.text) && !names.locals.has(node.text))
        note(mentions, node.text, mention);
    }
    if (!isType) {
      const used = nameOfUse(node, names);
      if (used?.kind === "outside") calls.add(used.name);
      if (used?.kind === "file") note(mentions, used.name, mention);
      if (isOwnMember(node)) note(ownMembers, node.name.text, mention);
      constructs.push(...findConstructs(node, { root, names }));
    }
    stack.push(...childrenOf(visit).reverse());
  }
  return { calls, raises, mentions, ownMembers, constructs, usesThis };
}

function childrenOf({ node, isCaught, isType }: Visit): Visit[] {
  const children: Visit[] = [];
  ts.forEachChild(node, (child) => {
    const isGuarded =
      ts.isTryStatement(node) && child === node.tryBlock && node.catchClause !== undefined;
    children.push({
      node: child,
      isCaught: isCaught || isGuarded,
      isType: isType || ts.isTypeNode(child) || ts.isInterfaceDeclaration(child),
    });
  });
  return children;
}

function note(mentions: Map<string, Mention>, name: string, mention: Mention): void {
  const known = mentions.get(name);
  mentions.set(name, {
    isValue: mention.isValue || known?.isValue === true,
    isUncaught: mention.isUncaught || known?.isUncaught === true,
  });
}

const isOwnMember = (node: ts.Node): node is ts.PropertyAccessExpression =>
  ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword;

type Use = ReturnType<typeof resolveName>;

/** What `node` calls or reads, where it is the whole of a name and no part of a longer one. */
function nameOfUse(node: ts.Node, names: KnownNames): Use {
  if (ts.isCallExpression(node)) return nameOfCallee(node, names);
  if (ts.isNewExpression(node)) return nameOfMade(node, names);
  const isWhole =
    (ts.isPropertyAccessExpression(node) || (ts.isIdentifier(node) && isReference(node))) &&
    !isInside(node);
  const meaning = isWhole ? resolveName(node, names) : undefined;
  return meaning?.kind === "outside" && (!meaning.isDirect || UNINTERESTING.has(meaning.name))
    ? undefined
    : meaning;
}

/** Values that have a name and are nothing more. */
const UNINTERESTING: ReadonlySet<string> = new Set(["undefined", "NaN", "Infinity", "arguments"]);

/** Whether `node` begins a longer name, or is called: the longer name says more. */
function isInside(node: ts.Node): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.expression === node) ||
    (ts.isCallExpression(parent) && parent.expression === node) ||
    (ts.isNewExpression(parent) && parent.expression === node)
  );
}

function nameOfCallee(node: ts.CallExpression, names: KnownNames): Use {
  // Loading a module is no work of its own.
  if (moduleOfCall(node) !== undefined) return undefined;
  const callee = node.expression;
  const meaning = resolveName(callee, names);
  if (meaning !== undefined) return meaning;
  const inner = unwrap(callee);
  const isMethod =
    ts.isPropertyAccessExpression(inner) && inner.expression.kind !== ts.SyntaxKind.ThisKeyword;
  return isMethod ? { kind: "outside", name: `*.${inner.name.text}`, isDirect: true } : undefined;
}

function nameOfMade(node: ts.NewExpression, names: KnownNames): Use {
  const meaning = resolveName(node.expression, names);
  // A date that is made from nothing is the time at which it is made.
  const isNow = (node.arguments ?? []).length === 0 && meaning?.name === "Date";
  return isNow ? { ...meaning, name: "Date.now" } : meaning;
}

/** The class of what is thrown. */
function nameOfError(expression: ts.Expression, names: KnownNames): string {
  const thrown = unwrap(expression);
  const made = ts.isIdentifier(thrown) ? names.locals.get(thrown.text)?.value : thrown;
  if (made === undefined) return "Error";
  if (!ts.isNewExpression(made) && !ts.isCallExpression(made)) return "Error";
  const meaning = resolveName(made.expression, names);
  return meaning === undefined ? "Error" : lastPart(meaning.name);
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

/** Whether an identifier stands for a variable or a type, and does not just name a member or a label. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isExportSpecifier(parent)) return (parent.propertyName ?? parent.name) === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (isTag(parent) && isElementOfTheBrowser(node)) return false;
  return (parent as { readonly name?: ts.Node }).name !== node;
}

const isTag = (node: ts.Node): boolean =>
  ts.isJsxOpeningLikeElement(node) || ts.isJsxClosingElement(node);

/** `div` is no variable, `Cart` is one. */
const isElementOfTheBrowser = ({ text }: ts.Identifier): boolean => /^[a-z]/.test(text);
