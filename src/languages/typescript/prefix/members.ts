import ts from "typescript";
import type { InternalChecker } from "../fill/internal-checker.ts";

/** What may follow a dot. */
export interface Members {
  /** The type of what is before the dot, in words. */
  readonly of: string;
  readonly names: readonly string[];
  /** Whether what is before the dot may be missing, and nothing is done about it. */
  readonly isMissing: boolean;
}

/** What every object has. */
const OF_OBJECTS = [
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toLocaleString",
  "toString",
  "valueOf",
];

/** The members of what is before the dot of `access`, or `undefined` where any name may be one. */
export function readMembers(
  access: ts.PropertyAccessExpression,
  checker: InternalChecker,
  isOpen: (declaration: ts.Declaration) => boolean,
): Members | undefined {
  const type = typeBefore(access, checker);
  if (type === undefined) return undefined;
  const present = checker.getNonNullableType(type);
  const apparent = checker.getApparentType(present);
  if (partsOf(apparent).some((part) => isVague(part, checker, isOpen))) return undefined;
  const isGuarded = access.questionDotToken !== undefined || ts.isOptionalChain(access);
  const names = checker
    .getAugmentedPropertiesOfType(apparent)
    .map(({ name }) => ts.unescapeLeadingUnderscores(name as ts.__String))
    .filter((name) => !/^__[@#]/.test(name));
  return {
    of: checker.typeToString(type),
    names: [...new Set([...names, ...exportsOf(present, checker), ...OF_OBJECTS])],
    isMissing: !isGuarded && partsOf(type).some(isNothing),
  };
}

/** In `new Map<ns.Type` the type is read as a value until `>` comes. */
function exportsOf({ symbol }: ts.Type, checker: InternalChecker): readonly string[] {
  const isModule = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Module) !== 0;
  return isModule ? checker.getExportsOfModule(symbol).map(({ name }) => name) : [];
}

/** A text in a file of its own would have the global `this`. */
function typeBefore(
  { expression }: ts.PropertyAccessExpression,
  checker: InternalChecker,
): ts.Type | undefined {
  return dependsOnThis(expression)
    ? thisPath(expression, checker)
    : checker.getTypeAtLocation(expression);
}

function dependsOnThis(node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword)
    return true;
  return ts.forEachChild(node, (child) => dependsOnThis(child) || undefined) ?? false;
}

function thisPath(node: ts.Expression, checker: InternalChecker): ts.Type | undefined {
  const { parent } = node.getSourceFile();
  if (parent === undefined) return checker.getTypeAtLocation(node);
  if (node.kind === ts.SyntaxKind.ThisKeyword) {
    const isInner = ts.findAncestor(
      node,
      (one) => ts.isClassLike(one) || (ts.isFunctionLike(one) && !ts.isArrowFunction(one)),
    );
    // What `this` is within the place's own function is known; in one that the piece begins it is not.
    return isInner?.getSourceFile() === node.getSourceFile()
      ? undefined
      : checker.tryGetThisTypeAt(parent, false);
  }
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  const owner = thisPath(node.expression, checker);
  const property =
    owner && checker.getPropertyOfType(checker.getApparentType(owner), node.name.text);
  return property && checker.getTypeOfSymbol(property);
}

const partsOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type]);

const isNothing = ({ flags }: ts.Type): boolean =>
  (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) !== 0;

function isVague(
  type: ts.Type,
  checker: InternalChecker,
  isOpen: (declaration: ts.Declaration) => boolean,
): boolean {
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never)) return true;
  if (checker.getIndexInfosOfType(type).some(({ keyType }) => keyType.flags & ts.TypeFlags.String))
    return true;
  return type.symbol?.declarations?.some(isOpen) ?? false;
}

/** `"legnth" is no member of string[]; there are length, ...` */
export function describeMissing(name: string, { of, names }: Members): string {
  const known = nearest(name, names);
  const offer = known.length === 0 ? "it has none" : `there are ${known.join(", ")}`;
  return `${JSON.stringify(name)} is no member of ${of}; ${offer}`;
}

const MOST_NAMES = 5;

/** The names that look most like `name`. */
function nearest(name: string, names: readonly string[]): readonly string[] {
  const wanted = new Set(name.toLowerCase());
  const likeness = (other: string): number => {
    const letters = new Set(other.toLowerCase());
    const shared = [...wanted].filter((letter) => letters.has(letter)).length;
    const begins = other[0] === name[0] ? 1 : 0;
    return begins + (2 * shared) / (wanted.size + letters.size);
  };
  const sorted = names
    .filter((other) => !OF_OBJECTS.includes(other))
    .map((other) => [likeness(other), other] as const)
    .sort(([a], [b]) => b - a)
    .map(([, other]) => other);
  return sorted.length > MOST_NAMES ? [...sorted.slice(0, MOST_NAMES), "..."] : sorted;
}
