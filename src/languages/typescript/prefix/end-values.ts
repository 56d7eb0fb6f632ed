import ts from "typescript";
import { composeValues } from "./compose-value.ts";
import { THROW } from "./end-part.ts";
import type { ValuePlace } from "./value-place.ts";

/** Fits wherever a value is wanted, as it never gives one. */
export const NEVER = `(() => { ${THROW} })()`;
const NO_FUNCTION = `() => { ${THROW} }`;

/** Deepest object whose members are written out. */
const DEEPEST = 3;
const MOST_NAMES = 40;

/** Values of a type, names in scope first, at last what always fits. */
export function valuesOf(type: ts.Type | undefined, place: ValuePlace): readonly string[] {
  const named = namesFor(type, place);
  const literal = type === undefined ? undefined : literalOf(type, place, 0);
  const literals = type === undefined ? ["0", '""'] : literal === undefined ? [] : [literal];
  const simple = [...named.slice(0, 2), ...literals];
  const isPoor = type !== undefined && (simple[0]?.includes(THROW) ?? true);
  return [...(isPoor ? composedOf(type, place) : []), ...simple, NEVER];
}

/** Where nothing has a name, and no literal is of the type. */
function composedOf(type: ts.Type, place: ValuePlace): readonly string[] {
  const { checker, node } = place;
  const named = symbolsAround(node, VALUES).map((symbol) => ({
    text: symbol.name,
    type: checker.getTypeOfSymbol(symbol),
  }));
  return composeValues(type, named, place, (wanted) => {
    const given = namesFor(wanted, place)[0] ?? literalOf(wanted, place, 0);
    return given?.includes(THROW) === true ? undefined : given;
  });
}

const VALUES = ts.SymbolFlags.Variable | ts.SymbolFlags.Function;

/** One value of a type, without names. */
export function literalOf(type: ts.Type, place: ValuePlace, depth: number): string | undefined {
  const { checker } = place;
  const { flags } = type;
  if (type.isStringLiteral()) return JSON.stringify(type.value);
  if (type.isNumberLiteral()) return type.value < 0 ? undefined : String(type.value);
  if (flags & ts.TypeFlags.BooleanLiteral) return checker.typeToString(type);
  if (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return "undefined";
  if (flags & ts.TypeFlags.Null) return "null";
  if (flags & ts.TypeFlags.StringLike) return '""';
  if (flags & ts.TypeFlags.NumberLike || flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown))
    return "0";
  if (flags & ts.TypeFlags.BooleanLike) return "false";
  if (flags & ts.TypeFlags.BigIntLike) return "0n";
  if (type.isUnion()) {
    for (const part of type.types) {
      const found = literalOf(part, place, depth);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return flags & ts.TypeFlags.Object ? objectOf(type, place, depth) : undefined;
}

const MADE = new Set(["Map", "Set", "Date", "WeakMap", "WeakSet", "Error"]);

function objectOf(type: ts.Type, place: ValuePlace, depth: number): string | undefined {
  const { checker } = place;
  if (checker.isTupleType(type)) {
    const parts = checker.getTypeArguments(type as ts.TypeReference);
    const { minLength } = (type as ts.TupleTypeReference).target;
    const given = parts.slice(0, minLength).map((part) => literalOf(part, place, depth + 1));
    return given.includes(undefined) ? undefined : `[${given.join(", ")}]`;
  }
  if (checker.isArrayType(type)) return "[]";
  const { name } = type.symbol ?? {};
  if (name !== undefined && MADE.has(name)) return `new ${name}()`;
  if (name === "ReadonlyMap" || name === "ReadonlySet") return `new ${name.slice(8)}()`;
  if (/^(?:Iterable|ReadonlyArray|ArrayLike)$/.test(name ?? "")) return "[]";
  const promised = checker.getPromisedTypeOfPromise(type);
  if (promised !== undefined)
    return `Promise.resolve(${literalOf(promised, place, depth + 1) ?? NEVER})`;
  if (type.getCallSignatures().length > 0) return NO_FUNCTION;
  if (type.isClass() || type.getConstructSignatures().length > 0 || depth >= DEEPEST)
    return undefined;
  return `{${membersOf(type, new Set(), place, depth + 1).join(", ") || ""}}`.replace(
    /^\{(.+)\}$/s,
    "{ $1 }",
  );
}

/** The members that an object of this type needs, those in `given` apart. */
export function membersOf(
  type: ts.Type,
  given: ReadonlySet<string>,
  place: ValuePlace,
  depth = 1,
): readonly string[] {
  const { checker } = place;
  return checker
    .getPropertiesOfType(type)
    .filter(({ name, flags }) => !given.has(name) && !(flags & ts.SymbolFlags.Optional))
    .map((member) => {
      const key = /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(member.name)
        ? member.name
        : JSON.stringify(member.name);
      const wanted = checker.getTypeOfSymbol(member);
      const [named] = namesFor(wanted, place);
      return `${key}: ${named ?? literalOf(wanted, place, depth) ?? NEVER}`;
    });
}

/** Names of the code's own that have the type. */
function namesFor(type: ts.Type | undefined, { checker, node }: ValuePlace): readonly string[] {
  if (type !== undefined && type.flags & ts.TypeFlags.Void) return [];
  const names: string[] = [];
  for (const symbol of symbolsAround(node)) {
    if (names.length > 3) break;
    const own = checker.getTypeOfSymbol(symbol);
    if (own.flags & ts.TypeFlags.Any || own.getCallSignatures().length > 0) continue;
    if (type === undefined || checker.isTypeAssignableTo(own, type)) names.push(symbol.name);
  }
  return names;
}

/** What is declared before a node, or can be called there, nearest first; variables unless other `kinds` are asked for. */
export function symbolsAround(
  node: ts.Node,
  kinds: ts.SymbolFlags = ts.SymbolFlags.Variable,
): readonly ts.Symbol[] {
  const found: ts.Symbol[] = [];
  for (let owner: ts.Node | undefined = node; owner !== undefined; owner = owner.parent) {
    const { locals } = owner as { readonly locals?: ts.SymbolTable | undefined };
    for (const symbol of locals?.values() ?? [])
      if (symbol.flags & kinds && isBefore(symbol, node)) found.push(symbol);
    if (found.length > MOST_NAMES) break;
  }
  return found;
}

function isBefore({ valueDeclaration }: ts.Symbol, node: ts.Node): boolean {
  if (valueDeclaration === undefined) return false;
  if (ts.isFunctionDeclaration(valueDeclaration)) return true;
  const isSame = valueDeclaration.getSourceFile() === node.getSourceFile();
  if (!isSame) return true;
  const loop = valueDeclaration.parent.parent;
  const isOfLoop = loop !== undefined && (ts.isForOfStatement(loop) || ts.isForInStatement(loop));
  return valueDeclaration.end <= node.getStart() && !(isOfLoop && node.end <= loop.expression.end);
}
