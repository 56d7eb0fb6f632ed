import type {
  Atom,
  GraphType,
  Operation,
  Part,
  TypeGraph,
  Wish,
} from "../../../ports/type-graph.ts";
import { typeOfComputation } from "../semantics/computations.ts";
import type { FunctionDeclaration } from "../semantics/declarations.ts";
import { primitive, spellType, type Type } from "../semantics/types.ts";
import { type Fields, typeOfField } from "../strict/known-types.ts";
import { inputsOf } from "../strict/operation-inputs.ts";
import { OPERATIONS } from "../tables/operations.ts";
import { readAnswer } from "./answer.ts";
import type { HoleScope } from "./read-scope.ts";
import { isSurely, isVague, typeOfAnswer } from "./typed-answer.ts";

/** Bits for inputs that nothing uses yet, and for the others: see `NEEDED_INPUTS`. */
const MOST_NEEDED = 10;
const MOST_INPUTS = 15;

/** The graph at a hole: `own` is the function around it, which is not called by its own hole. */
export function createGraph(
  scope: HoleScope,
  own: string,
  callable: ReadonlySet<string>,
): { readonly graph: TypeGraph; toGraph(type: Type): GraphType } {
  const numbers = createNumbers();
  const { toGraph, real } = numbers;
  const fits = (given: GraphType, wanted: Type): boolean => isSurely(real(given), wanted);
  const wishOf = (name: string, type: Type): Wish =>
    isVague(type)
      ? { kind: "value", name, type: undefined, accepts: (given) => isLike(real(given), type) }
      : { kind: "value", name, type: toGraph(type), accepts: (given) => fits(given, type) };
  const mayGive = (type: Type, goal: GraphType | undefined): boolean =>
    goal === undefined ? !isVague(type) : isSurely(type, real(goal));

  const calls = [...new Set(scope.declarations.globals.values())].flatMap(
    (one): readonly FunctionDeclaration[] =>
      one.kind === "function" && one.id !== own && callable.has(one.id) ? [one] : [],
  );
  const callOf = (callee: FunctionDeclaration): Operation => {
    const { id, parameters, returns, snippet } = callee;
    const isVagueResult = returns === undefined || isVague(returns);
    return {
      name: id,
      cost: snippet === undefined ? 2 : 1,
      wishes: parameters.map(({ name, type }) => wishOf(name, type)),
      result: isVagueResult ? undefined : toGraph(returns),
      render: (parts) => primary(`${id}(${named(parameters, parts)})`),
    };
  };
  const functions = (goal: GraphType | undefined): readonly Operation[] => [
    ...calls
      .filter(
        ({ returns }) => returns !== undefined && (isVague(returns) || mayGive(returns, goal)),
      )
      .map(callOf),
    ...[...OPERATIONS.values()].flatMap(({ name, family }) =>
      // Forward, only what makes one type of another: sums of sums lead nowhere.
      goal === undefined && family !== "conversion"
        ? []
        : computations(name, (type) => mayGive(type, goal)),
    ),
  ];
  const computations = (name: string, isWanted: (type: Type) => boolean): readonly Operation[] =>
    inputChoices(name).flatMap((inputs): readonly Operation[] => {
      const result = typeOfComputation(name, inputs);
      if (!isWanted(result)) return [];
      return [
        {
          name,
          cost: costOf(name),
          wishes: inputs.map((type, at) => wishOf(`input ${at}`, type)),
          result: toGraph(result),
          isOfDifferent: DIFFERENT.has(name),
          render: (parts) => primary(`${name}(${parts.map(({ text }) => text).join(", ")})`),
        },
      ];
    });
  const members = (type: GraphType, goal: GraphType | undefined): readonly Operation[] => {
    const own = real(type);
    const fields = own.kind === "named" ? scope.types.findStruct(own.name) : undefined;
    return [...(fields?.values() ?? [])].flatMap((field): readonly Operation[] => {
      const name = field.name.text;
      const inner = typeOfField(field);
      if (!mayGive(inner, goal) || !/^[A-Za-z_]\w*$/.test(name)) return [];
      const render = ([record]: readonly Part[]): Part => primary(`${record?.text}.${name}`);
      return [{ name, cost: 1, wishes: [], result: toGraph(inner), render }];
    });
  };
  const producers = (goal: GraphType): readonly Operation[] => {
    const type = real(goal);
    return [...literalsOf(type).map((text) => literal(text, goal)), ...built(type, goal)];
  };
  const built = (type: Type, goal: GraphType): readonly Operation[] =>
    shapesOf(type, scope).map(([head, fields]): Operation => {
      const parameters = [...fields.values()].map((field) => ({
        name: field.name.text,
        type: typeOfField(field),
      }));
      return {
        name: head,
        cost: 2,
        wishes: parameters.map(({ name, type: each }) => wishOf(name, each)),
        result: goal,
        render: (parts) => primary(`${head}(${named(parameters, parts)})`),
      };
    });

  const graph: TypeGraph = {
    key: "",
    own: 0,
    atoms: atomsOf(scope, toGraph),
    functionValues: [],
    functions,
    members,
    producers,
    isAssignable: (from, to) => isSurely(real(from), real(to)),
    typeOf(text) {
      const type = typeOfAnswer(readAnswer(text), scope);
      return isVague(type) ? undefined : toGraph(type);
    },
    // There are no values that are functions.
    renderFunction: (_, body) => body,
    inside: () => graph,
  };
  return { graph, toGraph };
}

const primary = (text: string): Part => ({ text, binding: "primary" });

const named = (parameters: readonly { readonly name: string }[], parts: readonly Part[]): string =>
  parameters.map(({ name }, at) => `${name}=${parts[at]?.text}`).join(", ");

const literal = (text: string, result: GraphType): Operation => ({
  name: "literal",
  cost: text === "true" || text === "false" ? 2 : 3,
  wishes: [],
  result,
  render: () => primary(text),
});

/** A type's number is that of how it is spelled. */
function createNumbers() {
  const known = new Map<string, GraphType>();
  const types: Type[] = [];
  return {
    toGraph(type: Type): GraphType {
      const spelled = spellType(type);
      const found = known.get(spelled) ?? { id: types.push(type) - 1 };
      known.set(spelled, found);
      return found;
    },
    real: ({ id }: GraphType): Type => types[id] ?? primitive("Bool"),
  };
}

/** What a parameter takes that takes lists or maps of anything. */
function isLike(given: Type, wanted: Type): boolean {
  if (wanted.kind === "list") return given.kind === "list";
  if (wanted.kind === "named" && wanted.name === "Map")
    return given.kind === "named" && given.name === "Map";
  return given.kind === "primitive" || given.kind === "named";
}

function atomsOf(scope: HoleScope, toGraph: (type: Type) => GraphType): readonly Atom[] {
  let [needed, other] = [0, MOST_NEEDED];
  const bitOf = (name: string): number => {
    if (scope.unused.has(name) && needed < MOST_NEEDED) return 1 << needed++;
    return other < MOST_INPUTS ? 1 << other++ : 0;
  };
  return [...scope.variables].flatMap(([text, type]): readonly Atom[] =>
    isVague(type) ? [] : [{ ...primary(text), type: toGraph(type), cost: 1, input: bitOf(text) }],
  );
}

const [INT, FLOAT, STRING] = [primitive("Int"), primitive("Float"), primitive("String")];

/** The types that an operation's inputs may have together. */
function inputChoices(name: string): readonly (readonly Type[])[] {
  if (name === "equals" || name === "not_equals")
    return [INT, STRING, FLOAT, primitive("Bool")].map((type) => [type, type]);
  if (name === "to_string") return [[INT], [FLOAT], [primitive("Bool")]];
  const words = inputsOf(name);
  if (
    words.length === 0 ||
    words.some((word) => word === "Any" || word === "Map" || word === "Set")
  )
    return [];
  return OVERLOADS.filter((type) => words.some((word) => isChoice(word, type)) || type === INT)
    .map((type) =>
      words.map((word) => CHOICES[word]?.find((each) => each === type) ?? CHOICES[word]?.[0]),
    )
    .filter((types): types is Type[] => types.every((type) => type !== undefined))
    .filter(
      (types, at, all) =>
        all.findIndex((other) => other.every((type, i) => type === types[i])) === at,
    );
}

const CHOICES: Readonly<Record<string, readonly Type[]>> = {
  Number: [INT, FLOAT],
  Comparable: [INT, FLOAT, STRING, primitive("DateTime")],
  Convertible: [INT, FLOAT],
  Bool: [primitive("Bool")],
  Int: [INT],
  String: [STRING],
  DateTime: [primitive("DateTime")],
  Bytes: [primitive("Bytes")],
};
const OVERLOADS = [INT, FLOAT, STRING, primitive("DateTime")];

const isChoice = (word: string, type: Type): boolean => CHOICES[word]?.includes(type) === true;

/** Same on both sides, these say nothing. */
const DIFFERENT: ReadonlySet<string> = new Set(
  "sub div mod min max equals not_equals less greater less_eq greater_eq and or dt_diff".split(" "),
);

/** What few programs mean comes later. */
const COSTS: ReadonlyMap<string, number> = new Map([
  ["add", 1.5],
  ["sub", 1.6],
  ["mul", 1.7],
  ["div", 1.9],
  ...["equals", "less", "greater", "not", "and", "or", "to_string"].map(
    (name) => [name, 1.5] as const,
  ),
  ...["less_eq", "greater_eq", "not_equals"].map((name) => [name, 1.7] as const),
]);
const RARE = /^(?:bit_|bytes_|sqrt|sign|trunc|neg|pow|clamp)/;

const costOf = (name: string): number => COSTS.get(name) ?? (RARE.test(name) ? 3 : 2.2);

function literalsOf(type: Type): readonly string[] {
  switch (type.kind) {
    case "primitive":
      if (type.name === "Int") return ["0", "1"];
      if (type.name === "Float") return ["0.0", "1.0"];
      if (type.name === "Bool") return ["true", "false"];
      return type.name === "String" ? ['""'] : [];
    case "optional":
      return ["none", ...literalsOf(type.inner)];
    case "union":
      return type.members.flatMap(literalsOf);
    default:
      return [];
  }
}

/** Structs and variants that a value of the type may be. */
function shapesOf(type: Type, scope: HoleScope): readonly (readonly [string, Fields])[] {
  switch (type.kind) {
    case "optional":
      return shapesOf(type.inner, scope);
    case "union":
      return type.members.flatMap((member) => shapesOf(member, scope));
    case "named": {
      const struct = scope.types.findStruct(type.name);
      if (struct !== undefined) return [[type.name, struct]];
      const variants = scope.types.findEnum(type.name) ?? new Map<string, Fields>();
      return [...variants].map(([name, fields]) => [`${type.name}::${name}`, fields] as const);
    }
    default:
      return [];
  }
}
