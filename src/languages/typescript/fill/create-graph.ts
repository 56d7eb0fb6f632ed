import ts from "typescript";
import type {
  Atom,
  GraphType,
  Operation,
  Part,
  TypeGraph,
  Variable,
} from "../../../ports/type-graph.ts";
import { isAssignable } from "./assignable.ts";
import { callOperations } from "./calls.ts";
import { bindAt, flowOf, type NumberedType, setParameterType } from "./internal-checker.ts";
import { memberOperations } from "./members.ts";
import { type Place, typeInPlace } from "./place.ts";
import { FORWARD } from "./prior.ts";
import { producersOf } from "./producers.ts";
import { readScope, type ScopeContents } from "./scope.ts";

/** The graph at a place, over the compiler's own checker. */
export function createGraph(place: Place): TypeGraph {
  const contents = readScope(place);
  const level = { key: "", own: 0, nextBit: FIRST_OWN_BIT };
  return graphIn(place, contents, level, openOperations(contents, place));
}

/** Bits from here on are those of parameters of functions that are written. */
const FIRST_OWN_BIT = 15;
const LAST_BIT = 29;

interface Level {
  readonly key: string;
  readonly own: number;
  readonly nextBit: number;
}

/** Operations on types: the same wherever in the hole they are written. */
interface Operations {
  readonly functions: Ask;
  readonly members: Ask;
  /** In a function that is written nothing is awaited. */
  readonly inside: Operations;
}

type Ask = (type: GraphType, goal: GraphType | undefined) => readonly Operation[];

function openOperations(contents: ScopeContents, place: Place): Operations {
  const { callees, globals } = contents;
  let inside: Operations | undefined;
  const operations: Operations = {
    get inside() {
      inside ??= place.isAsync
        ? openOperations(contents, { ...place, isAsync: false })
        : operations;
      return inside;
    },
    members: memoize((type, goal) => memberOperations(real(type), goal, place)),
    functions: memoize((_, goal) =>
      [
        ...callees,
        ...globals.filter(({ name }) => goal !== undefined || FORWARD.has(name)),
      ].flatMap((callee) => callOperations(callee, goal, place)),
    ),
  };
  return operations;
}

function graphIn(
  place: Place,
  contents: ScopeContents,
  level: Level,
  operations: Operations,
): TypeGraph {
  const { checker } = place;
  const opened = new Map<string, TypeGraph>();
  const graph: TypeGraph = {
    key: level.key,
    own: level.own,
    atoms: contents.atoms,
    functionValues: contents.functionValues,
    functions: (goal) => operations.functions(NO_TYPE, goal),
    members: operations.members,
    producers: (goal) => producersOf(real(goal), place),
    isAssignable: (from, to) =>
      isOpenFunction(from, to) || isAssignable(real(from), real(to), checker),
    typeOf: (text) => typeInPlace(text, place),
    renderFunction,
    inside(parameters) {
      const key = parameters.map(({ name, type }) => `${name}:${type.id}`).join(",");
      const inner =
        opened.get(key) ??
        openFunction(parameters, place, contents, { level, operations: operations.inside });
      opened.set(key, inner);
      return inner;
    },
  };
  return graph;
}

const NO_TYPE: GraphType = { id: 0 };
const real = (type: GraphType): NumberedType => type as NumberedType;

/** A function that was written for a goal whose result is still open fits by its making. */
const isOpenFunction = (from: GraphType, to: GraphType): boolean =>
  from.id === to.id && real(to).getCallSignatures().length > 0;

function openFunction(
  parameters: readonly Variable[],
  place: Place,
  contents: ScopeContents,
  {
    level: { key, nextBit },
    operations,
  }: { readonly level: Level; readonly operations: Operations },
): TypeGraph {
  const names = parameters.map(({ name }) => name);
  const written = bindAt(
    `(${names.join(", ")}) => 0`,
    place.scope,
    flowOf(place.hole),
    place.options,
  );
  const bits = parameters.map((_, at) => (nextBit + at <= LAST_BIT ? 1 << (nextBit + at) : 0));
  const shown = parameters.map(({ name, type }) => `${name}:${type.id}`).join(",");
  const level = {
    key: `${key}(${shown})`,
    own: bits.reduce((all, bit) => all | bit, 0),
    nextBit: nextBit + parameters.length,
  };
  if (written === undefined || !ts.isArrowFunction(written))
    return graphIn(place, contents, level, operations);
  for (const [at, parameter] of written.parameters.entries())
    setParameterType(parameter, real(parameters[at]?.type ?? NO_TYPE));
  const atoms = parameters.map(
    ({ name, type }, at): Atom => ({
      text: name,
      binding: "primary",
      type,
      cost: 0.5,
      input: bits[at] ?? 0,
    }),
  );
  const inner = { ...contents, atoms: [...contents.atoms, ...atoms] };
  return graphIn({ ...place, scope: written.body, isAsync: false }, inner, level, operations);
}

function renderFunction(parameters: readonly Variable[], { text }: Part): Part {
  const names = parameters.map(({ name }) => name).join(", ");
  const body = text.startsWith("{") ? `(${text})` : text;
  return { text: `(${names}) => ${body}`, binding: "function" };
}

/** The same question is asked for each receiver and at each depth. */
function memoize(
  ask: (type: GraphType, goal: NumberedType | undefined) => readonly Operation[],
): Ask {
  const known = new Map<string, readonly Operation[]>();
  return (type, goal) => {
    const key = `${type.id} ${goal?.id ?? ""}`;
    const found = known.get(key) ?? ask(type, goal as NumberedType | undefined);
    known.set(key, found);
    return found;
  };
}
