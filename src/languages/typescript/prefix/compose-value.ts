import ts from "typescript";
import type { ValuePlace } from "./value-place.ts";

/** Gives an argument of a type, without anything composed in it; `undefined` where none is at hand. */
type GiveSimple = (type: ts.Type) => string | undefined;

const MOST_ARGUMENTS = 3;
const MOST_FOUND = 2;

/** A name that can be said at the place, and what it stands for. */
interface Named {
  readonly text: string;
  readonly type: ts.Type;
}

/**
 * Values of a type that are one step away from what has a name: what is kept on it, what it gives when it is called,
 * what is constructed.
 */
export function composeValues(
  wanted: ts.Type,
  named: readonly Named[],
  place: ValuePlace,
  give: GiveSimple,
): readonly string[] {
  const found = new Set<string>();
  for (const text of listComposed(wanted, named, place, give)) {
    found.add(text);
    if (found.size >= MOST_FOUND) break;
  }
  return [...found];
}

function* listComposed(
  wanted: ts.Type,
  named: readonly Named[],
  place: ValuePlace,
  give: GiveSimple,
): Generator<string> {
  const { checker } = place;
  const fits = (type: ts.Type): boolean =>
    (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Never)) === 0 &&
    checker.isTypeAssignableTo(type, wanted);
  for (const { text, type } of named)
    for (const member of membersOf(type, place))
      if (fits(checker.getTypeOfSymbol(member))) yield `${text}.${member.name}`;
  const call = (callee: string, signatures: readonly ts.Signature[]): readonly string[] =>
    signatures
      .filter((one) => one.typeParameters === undefined && fits(one.getReturnType()))
      .flatMap((one) => {
        const given = argumentsOf(one, place, give);
        return given === undefined ? [] : [`${callee}(${given.join(", ")})`];
      });
  for (const { text, type } of named) yield* call(text, type.getCallSignatures());
  yield* construct(wanted, place, call);
  for (const { text, type } of named)
    for (const member of membersOf(type, place))
      yield* call(`${text}.${member.name}`, checker.getTypeOfSymbol(member).getCallSignatures());
}

/** What everybody may read, under a name that needs no quotes. */
const membersOf = (type: ts.Type, { checker }: ValuePlace): readonly ts.Symbol[] =>
  checker
    .getPropertiesOfType(type)
    .filter(
      ({ name, valueDeclaration }) =>
        /^[A-Za-z]\w*$/.test(name) &&
        (valueDeclaration === undefined ||
          (ts.getCombinedModifierFlags(valueDeclaration) &
            ts.ModifierFlags.NonPublicAccessibilityModifier) ===
            0),
    );

function construct(
  wanted: ts.Type,
  { checker, node }: ValuePlace,
  call: (callee: string, signatures: readonly ts.Signature[]) => readonly string[],
): readonly string[] {
  const { name } = wanted.symbol ?? {};
  const own =
    name === undefined ? undefined : checker.resolveName(name, node, ts.SymbolFlags.Class, false);
  if (name === undefined || own === undefined) return [];
  const signatures = checker.getTypeOfSymbol(own).getConstructSignatures();
  return call(`new ${name}`, signatures);
}

function argumentsOf(
  signature: ts.Signature,
  { checker, node }: ValuePlace,
  give: GiveSimple,
): readonly string[] | undefined {
  const required = signature.parameters.filter(isRequired);
  if (required.length > MOST_ARGUMENTS) return undefined;
  const given = required.map((one) => give(checker.getTypeOfSymbolAtLocation(one, node)));
  return given.every((one) => one !== undefined) ? given : undefined;
}

/** Whether a call must say it. */
export function isRequired({ valueDeclaration: one, flags }: ts.Symbol): boolean {
  if (flags & ts.SymbolFlags.Optional) return false;
  if (one === undefined || !ts.isParameter(one)) return true;
  return (
    one.questionToken === undefined &&
    one.initializer === undefined &&
    one.dotDotDotToken === undefined
  );
}
