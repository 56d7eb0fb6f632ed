import ts from "typescript";
import type { Atom } from "../../../ports/type-graph.ts";
import type { Callee } from "./calls.ts";
import type { NumberedType } from "./internal-checker.ts";
import { isOffered, PRIVATE } from "./members.ts";
import { type Place, typeInPlace } from "./place.ts";
import { costOfName, GLOBAL_CLASSES, GLOBAL_FUNCTIONS, GLOBAL_SPACES, LEFT_OUT } from "./prior.ts";
import { isForeign } from "./producers.ts";
import { commas, isName, primary } from "./render.ts";
import { isVague } from "./type-shapes.ts";
import { countUses, isOwn } from "./uses.ts";

/** What can be named at a hole. */
export interface ScopeContents {
  readonly atoms: readonly Atom[];
  /** Of the project. */
  readonly callees: readonly Callee[];
  /** The language's own. */
  readonly globals: readonly Callee[];
  readonly functionValues: readonly Atom[];
}

/** Inputs with a bit of their own that an answer should use, and those that are used elsewhere. */
const MOST_NEEDED = 10;
const MOST_INPUTS = 15;
/** What is declared or imported and called by nobody is there for the hole. */
const NEEDED_FUNCTION = 0.5;

/** Reads what is in scope at a place: the project's own names, and what of the language's globals is called. */
export function readScope(place: Place): ScopeContents {
  const { checker, hole } = place;
  const named = checker
    .getSymbolsInScope(hole, ts.SymbolFlags.Value)
    .filter((symbol) => isUsable(symbol, place));
  const around = enclosingFunction(hole);
  const atoms: Atom[] = [];
  const callees: Callee[] = [];
  const globals: Callee[] = [];
  const functionValues: Atom[] = [];
  const nextInput = countInputs();
  const isUnused = unusedNames(hole);
  const add = (name: string, isInner: boolean, isNeeded: boolean): void => {
    // A text in a file of its own would have the global `this`.
    const type =
      name === "this"
        ? (checker.tryGetThisTypeAt(hole, false) as NumberedType | undefined)
        : typeInPlace(name, place);
    if (type === undefined) return;
    const signatures = type.getCallSignatures();
    const isClass = type.getConstructSignatures().length > 0;
    if (signatures.length > 0 && !isClass) {
      const cost = isNeeded ? NEEDED_FUNCTION : 1.5;
      callees.push({ ...functionCallee(name, signatures), cost });
      functionValues.push({ ...primary(name), type, cost: isNeeded ? 0.5 : 1, input: 0 });
    } else if (isClass) callees.push(...classCallees(name, type, place));
    else {
      const input = isInner || isNeeded ? nextInput(isNeeded) : 0;
      atoms.push({ ...primary(name), type, cost: isInner || isNeeded ? 1 : 1.5, input });
    }
  };
  for (const symbol of named.sort(byPosition))
    add(symbol.name, isInside(symbol, around), isUnused(symbol));
  if (isInMethod(hole)) {
    add("this", true, !(countUses(around ?? hole).get("this") ?? 0));
    const self = atoms.find(({ text }) => text === "this");
    if (self !== undefined) atoms.push(...ownFields(self, place));
  }
  for (const name of GLOBAL_FUNCTIONS) {
    const type = globalType(name, place);
    if (type === undefined) continue;
    globals.push(functionCallee(name, type.getCallSignatures()));
    functionValues.push({ ...primary(name), type, cost: 1.2 + costOfName(name), input: 0 });
  }
  for (const name of GLOBAL_CLASSES) {
    const type = globalType(name, place);
    if (type !== undefined) globals.push(constructorCallee(name, type));
  }
  for (const name of GLOBAL_SPACES) {
    const type = globalType(name, place);
    if (type !== undefined) globals.push(...memberCallees(name, type, place));
  }
  return { atoms, callees, globals, functionValues };
}

/** What a method keeps in its object is as near to it as its variables. */
const ownFields = ({ type, input }: Atom, place: Place): readonly Atom[] =>
  place.checker
    .getPropertiesOfType(type as NumberedType)
    .filter((symbol) => isOffered(symbol, place))
    .flatMap((symbol): readonly Atom[] => {
      const name = symbol.name.replace(PRIVATE, "");
      const own = place.checker.getTypeOfSymbol(symbol) as NumberedType;
      if (!isName(name.replace(/^#/, "")) || isVague(own, place.checker)) return [];
      if (own.getCallSignatures().length > 0) return [];
      return [{ ...primary(`this.${name}`), type: own, cost: 1.75, input, isPart: true }];
    });

/** Gives each input its bit, as long as there are some. */
function countInputs(): (isNeeded: boolean) => number {
  let [needed, other] = [0, MOST_NEEDED];
  return (isNeeded) => {
    if (isNeeded && needed < MOST_NEEDED) return 1 << needed++;
    return other < MOST_INPUTS ? 1 << other++ : 0;
  };
}

/** Whether nothing but the hole can use a name: it is declared and never mentioned. */
function unusedNames(hole: ts.Node): (symbol: ts.Symbol) => boolean {
  const file = hole.getSourceFile();
  const uses = countUses(file);
  const around = enclosingFunction(hole);
  const inner = around === undefined ? uses : countUses(around);
  return (symbol) =>
    isOwn(symbol, file) && ((isInside(symbol, around) ? inner : uses).get(symbol.name) ?? 0) === 0;
}

/** A global of the language's own, which no name of the project hides. */
function globalType(name: string, place: Place): NumberedType | undefined {
  const symbol = place.checker.resolveName(name, place.hole, ts.SymbolFlags.Value, false);
  const [declared] = symbol?.declarations ?? [];
  if (declared === undefined || !isForeign(declared, place.program)) return undefined;
  return typeInPlace(name, place);
}

const functionCallee = (name: string, signatures: readonly ts.Signature[]): Callee => ({
  name,
  cost: 2,
  signatures,
  render: (parts) => primary(`${name}(${commas(parts)})`),
});

const constructorCallee = (name: string, type: ts.Type): Callee => ({
  name,
  cost: 2.5,
  signatures: type.getConstructSignatures(),
  render: (parts) => primary(`new ${name}(${commas(parts)})`),
});

const classCallees = (name: string, type: ts.Type, place: Place): readonly Callee[] => [
  constructorCallee(name, type),
  ...memberCallees(name, type, place),
];

/** `Math.max`, `Money.parse`: functions that are kept on something which is no value of its own. */
function memberCallees(name: string, type: ts.Type, { checker }: Place): readonly Callee[] {
  return checker.getPropertiesOfType(type).flatMap((symbol) => {
    if (!isName(symbol.name) || LEFT_OUT.has(symbol.name) || symbol.name.startsWith("__"))
      return [];
    const signatures = checker.getTypeOfSymbol(symbol).getCallSignatures();
    return signatures.length === 0 ? [] : [functionCallee(`${name}.${symbol.name}`, signatures)];
  });
}

function isUsable(symbol: ts.Symbol, { program, hole }: Place): boolean {
  const { name, declarations = [], flags } = symbol;
  if (!isName(name) || name.startsWith("$fill") || name === "undefined" || name === "arguments")
    return false;
  if (declarations.length === 0) return false;
  const isAlias = (flags & ts.SymbolFlags.Alias) !== 0;
  if (!isAlias && declarations.every((one) => isForeign(one, program))) return false;
  return declarations.every((one) => {
    // What is being written cannot be made of itself; nor of what comes only later.
    if (isAround(one, hole)) return false;
    const isLater = one.getSourceFile() === hole.getSourceFile() && one.pos > hole.pos;
    const isHoisted = ts.isFunctionDeclaration(one) || ts.isParameter(one) || isAlias;
    return !isLater || isHoisted || enclosingFunction(one) !== enclosingFunction(hole);
  });
}

/** Whether `hole` lies in what is declared; methods may speak of their class. */
const isAround = (declaration: ts.Node, hole: ts.Node): boolean =>
  !ts.isClassLike(declaration) &&
  !ts.isModuleDeclaration(declaration) &&
  !ts.isSourceFile(declaration) &&
  ts.findAncestor(hole, (node) => node === declaration) !== undefined;

const enclosingFunction = (node: ts.Node): ts.Node | undefined =>
  ts.findAncestor(node.parent, (one) => ts.isFunctionLike(one));

const isInside = ({ valueDeclaration }: ts.Symbol, around: ts.Node | undefined): boolean =>
  around !== undefined &&
  valueDeclaration !== undefined &&
  ts.findAncestor(valueDeclaration, (node) => node === around) !== undefined;

function isInMethod(hole: ts.Node): boolean {
  const owner = ts.findAncestor(
    hole,
    (node) =>
      ts.isClassElement(node) || ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node),
  );
  if (owner === undefined || !ts.isClassElement(owner)) return false;
  const isStatic = ts.getCombinedModifierFlags(owner as ts.Declaration) & ts.ModifierFlags.Static;
  return !isStatic;
}

const byPosition = (a: ts.Symbol, b: ts.Symbol): number => position(a) - position(b);
const position = ({ declarations = [] }: ts.Symbol): number => declarations[0]?.pos ?? 0;
