/** What a function of another language takes and gives, as a signature of this one. */

import type { FunctionOutline, OutlinedParameter } from "../../../ports/migration.ts";
import { LIBRARY } from "../tables/library.ts";
import { code } from "./code-span.ts";
import {
  createTypeMapper,
  type MappedType,
  type TypeMapper,
  type WantedType,
  writeParameter,
} from "./map-type.ts";
import { takeName, toPascalName, toSnakeName, toTypeName } from "./names.ts";
import type { PlannedHead } from "./render-head.ts";

export interface PlannedSignature extends Omit<PlannedHead, "effects"> {
  /** Sentences for the model: what the result has to declare. */
  readonly declarations: readonly string[];
  readonly decisions: readonly string[];
  readonly notes: readonly string[];
}

/** Plans the signature of `outline` in `module`. */
export function planSignature(outline: FunctionOutline, module: string): PlannedSignature {
  const { name, raises } = outline;
  const id = chooseId(name, module);
  const typeName = toTypeName(id.slice(id.lastIndexOf(".") + 1), "Result");
  const generics = genericsOf(outline);
  const mapper = createTypeMapper({ generics: new Set(generics), object: objectOf(outline)?.type });
  const parameters = planParameters(outline, typeName, mapper);
  const result = planResult(outline, `${typeName} Result`, mapper);
  const errors = raises.length === 0 ? undefined : nameErrors(typeName, mapper);
  const returns = withErrors(result.type, errors);
  return {
    id,
    parameters: parameters.planned,
    returns,
    generics,
    declarations: [
      ...[...mapper.wanted.values()].map(describeWanted),
      ...(errors === undefined ? [] : [describeErrors(errors, raises)]),
    ],
    decisions: [
      `${code(name)} became ${code(id)}`,
      ...parameters.decisions,
      ...result.decisions,
      ...(errors === undefined ? [] : [describeResultWithErrors(result.type, errors)]),
    ],
    notes: [
      ...mapper.notes,
      ...parameters.notes,
      ...result.notes,
      ...(errors === undefined
        ? []
        : [
            `It raises ${raises.map(code).join(", ")}: nothing is thrown here, an error is a value of ${code(errors)} that the caller looks at`,
          ]),
    ],
  };
}

/** A whole name that no library function has: it would take that function's place. */
function chooseId(name: string, module: string): string {
  const modules = module.split(".").map((part) => toSnakeName(part, "module"));
  const own = toSnakeName(name, "function");
  const id = [...modules, own].join(".");
  return LIBRARY.some((known) => known.id === id) ? [...modules, "module", own].join(".") : id;
}

const genericsOf = ({ constructs }: FunctionOutline): readonly string[] => [
  ...new Set(
    constructs
      .filter(({ kind, text }) => kind === "type-parameter" && /^[A-Za-z]\w*$/.test(text))
      .map(({ text }) => text),
  ),
];

/** The parameter that is the method's own object. */
const objectOf = ({ name, parameters: [first] }: FunctionOutline): OutlinedParameter | undefined =>
  name.includes(".") && (first?.name === "self" || first?.name === "this") ? first : undefined;

interface Planned {
  readonly decisions: readonly string[];
  readonly notes: readonly string[];
}

function planParameters(
  outline: FunctionOutline,
  typeName: string,
  mapper: TypeMapper,
): Planned & { readonly planned: PlannedHead["parameters"] } {
  const planned: { readonly name: string; readonly type: string }[] = [];
  const decisions: string[] = [];
  const notes: string[] = [];
  const taken = new Set<string>();
  const object = objectOf(outline);
  for (const [index, parameter] of outline.parameters.entries()) {
    const isObject = parameter === object;
    const wanted = isObject ? (parameter.type?.split(".").at(-1) ?? "object") : parameter.name;
    const name = takeName(toSnakeName(wanted, `argument_${index + 1}`), taken);
    const known = parameter.type ?? typeOfDefault(parameter.defaultValue);
    const mapped = isObject
      ? mapper.declare(wanted)
      : orNothing(mapper.map(known ?? "Any", `${typeName} ${name}`), parameter);
    const type = mapper.asParameter(mapped);
    planned.push({ name, type });
    decisions.push(describeParameter(parameter, { name, type }, known));
    notes.push(...noteParameter(parameter, { isObject, name, known }));
  }
  return { planned, decisions, notes };
}

/** What is nothing where nobody gives it may be nothing. */
function orNothing(type: MappedType, { defaultValue }: OutlinedParameter): MappedType {
  const isNothing = /^(?:None|null|undefined)$/.test(defaultValue ?? "");
  const isAny = type.kind === "plain" && type.text === "Any";
  return isNothing && !isAny && type.kind !== "optional" ? { kind: "optional", inner: type } : type;
}

function describeParameter(
  { name, type, defaultValue }: OutlinedParameter,
  planned: { readonly name: string; readonly type: string },
  known: string | undefined,
): string {
  const written = code(type === undefined ? name : `${name}: ${type}`);
  const from =
    type === undefined && known !== undefined
      ? `, from its default ${code(defaultValue ?? "")}`
      : "";
  return `Parameter ${written} became ${code(`${planned.name}: ${planned.type}`)}${from}`;
}

function noteParameter(
  { name, type, defaultValue }: OutlinedParameter,
  planned: {
    readonly isObject: boolean;
    readonly name: string;
    readonly known: string | undefined;
  },
): readonly string[] {
  const { isObject, known } = planned;
  if (isObject)
    return [
      `It is a method of ${code(type ?? "its class")}: its object became the parameter ${code(planned.name)}, a struct with the fields that it uses`,
    ];
  return [
    ...(known === undefined ? [`${code(name)} has no type in the source: it became Any`] : []),
    ...(defaultValue === undefined
      ? []
      : [
          `${code(name)} may be left out in the source, and is ${code(defaultValue)} then: there are no defaults here, every caller gives it`,
        ]),
  ];
}

/** The type that a default value shows. */
function typeOfDefault(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (/^-?\d+$/.test(value)) return "int";
  if (/^-?\d+\.\d*(?:e-?\d+)?$/i.test(value)) return "float";
  if (/^(?:true|false)$/i.test(value)) return "bool";
  return /^["'`]/.test(value) ? "str" : undefined;
}

function planResult(
  { returns, isAsync, isGenerator }: FunctionOutline,
  place: string,
  mapper: TypeMapper,
): Planned & { readonly type: MappedType } {
  const mapped: MappedType =
    returns === undefined ? { kind: "plain", text: "Any" } : mapper.map(returns, place);
  const isMade = isGenerator && mapped.kind !== "list";
  const type: MappedType = isMade ? { kind: "list", element: "Any" } : mapped;
  return {
    type,
    decisions: [
      returns === undefined
        ? `Result became ${code(writeResult(type))}`
        : `Result ${code(returns)} became ${code(writeResult(type))}`,
    ],
    notes: [
      ...(returns === undefined && !isMade
        ? ["The source does not say what it gives back: the result became Any"]
        : []),
      ...(isAsync ? ["It is asynchronous: here a call waits for its result"] : []),
      ...(isGenerator
        ? ["It is a generator: here all of its values are made at once, as a list"]
        : []),
    ],
  };
}

function writeResult(type: MappedType): string {
  if (type.kind === "nothing") return "no result";
  if (type.kind === "union") return type.members.map(writeParameter).join(" | ");
  if (type.kind === "optional" && type.inner.kind === "union")
    return `${writeResult(type.inner)} | none`;
  return writeParameter(type);
}

/** Without a result there is an error or none; with one, the error is a further member. */
function withErrors(type: MappedType, errors: string | undefined): readonly MappedType[] {
  const members = membersOf(type);
  if (errors === undefined) return members;
  const error: MappedType = { kind: "plain", text: errors };
  return members.length === 0 ? [{ kind: "optional", inner: error }] : [...members, error];
}

/** A member that may be none makes the whole result so. */
function membersOf(type: MappedType): readonly MappedType[] {
  if (type.kind === "nothing") return [];
  if (type.kind === "union") return type.members;
  if (type.kind !== "optional" || type.inner.kind !== "union") return [type];
  const [first, ...others] = type.inner.members;
  return first === undefined ? [] : [{ kind: "optional", inner: first }, ...others];
}

/** A name for the enum of errors that no other type has. */
function nameErrors(typeName: string, { wanted }: TypeMapper): string {
  const name = toTypeName(`${typeName}Error`, "Error");
  return wanted.has(name) || !name.endsWith("Error") ? `${typeName}Failure` : name;
}

const describeErrors = (errors: string, raises: readonly string[]): string => {
  const taken = new Set<string>();
  const variants = raises.map((each) => code(takeName(toPascalName(each, "Error"), taken)));
  return `Declare the enum ${code(errors)} with a variant for each error, a field "message" of type String in each: ${variants.join(", ")}`;
};

const describeResultWithErrors = (type: MappedType, errors: string): string =>
  type.kind === "nothing"
    ? `Errors are the result: ${code(errors)}, or none where all went well`
    : `Errors are a member of the result's union: ${code(errors)}`;

function describeWanted({ name, fields }: WantedType): string {
  if (fields === undefined)
    return `Declare ${code(name)}, a struct or an enum, with what the function needs of it`;
  const inside = fields.map((field) => code(`${field.name}: ${field.type}`)).join(", ");
  return `Declare the struct ${code(name)} with ${inside === "" ? "no fields" : `the fields ${inside}`}`;
}
