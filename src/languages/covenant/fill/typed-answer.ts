import { typeOfComputation } from "../semantics/computations.ts";
import {
  isCompatible,
  listOf,
  NONE,
  named,
  primitive,
  type Type,
  UNKNOWN,
} from "../semantics/types.ts";
import { splitVariant, typeOfField } from "../strict/known-types.ts";
import { OPERATIONS } from "../tables/operations.ts";
import type { Answer } from "./answer.ts";
import type { HoleScope } from "./read-scope.ts";

/** The type of an answer at a hole; what is taken out of a list is what the list holds. */
export function typeOfAnswer(answer: Answer, scope: HoleScope): Type {
  switch (answer.kind) {
    case "literal":
      return typeOfLiteral(answer.text);
    case "path":
      return typeOfPath(answer.text, scope);
    case "member":
      return typeOfMember(typeOfAnswer(answer.of, scope), answer.field, scope);
    case "made": {
      const { head, parts } = answer;
      const types = parts.map(({ value }) => typeOfAnswer(value, scope));
      if (isBuilt(head, scope)) return named(head);
      if (OPERATIONS.has(head)) return typeOfComputation(head, types);
      const declaration = scope.declarations.globals.get(head);
      if (declaration?.kind !== "function") return UNKNOWN;
      return LIST_FUNCTIONS.get(head)?.(types) ?? declaration.returns ?? NONE;
    }
  }
}

function typeOfLiteral(text: string): Type {
  if (text.startsWith('"')) return primitive("String");
  if (text === "true" || text === "false") return primitive("Bool");
  if (text === "none") return NONE;
  return primitive(text.includes(".") ? "Float" : "Int");
}

function typeOfPath(path: string, scope: HoleScope): Type {
  const [base = "", ...fields] = path.split(".");
  const start = scope.variables.get(base) ?? UNKNOWN;
  return fields.reduce<Type>((type, field) => typeOfMember(type, field, scope), start);
}

function typeOfMember(type: Type, field: string, { types }: HoleScope): Type {
  const declared = type.kind === "named" ? types.findStruct(type.name)?.get(field) : undefined;
  return declared === undefined ? UNKNOWN : typeOfField(declared);
}

/** Whether a name is that of a struct or a variant, of which values are built. */
export function isBuilt(head: string, { types }: HoleScope): boolean {
  const { enumName, variantName } = splitVariant(head);
  if (enumName === undefined) return types.findStruct(head) !== undefined;
  return types.findEnum(enumName)?.has(variantName) === true;
}

type Result = (types: readonly Type[]) => Type | undefined;

const elementOf: Result = ([list]) => (list?.kind === "list" ? list.element : undefined);
const sameList: Result = ([list]) => (list?.kind === "list" ? list : undefined);

/** What the checker takes as `Any`, and what is known all the same. */
const LIST_FUNCTIONS: ReadonlyMap<string, Result> = new Map([
  ["list.first", elementOf],
  ["list.last", elementOf],
  ["list.get", elementOf],
  ["list.append", sameList],
  [
    "list.flatten",
    ([list]) =>
      list?.kind === "list" && list.element.kind === "list"
        ? listOf(list.element.element)
        : undefined,
  ],
]);

/** Whether a value surely may stand where `to` is wanted: what nothing is known of may not. */
export const isSurely = (from: Type, to: Type): boolean =>
  !isVague(from) && !isVague(to) && isCompatible(to, from);

/** Whether a type says nothing, or holds what says nothing. */
export function isVague(type: Type): boolean {
  switch (type.kind) {
    case "unknown":
    case "error":
      return true;
    case "list":
    case "set":
      return isVague(type.element);
    case "optional":
      return isVague(type.inner);
    case "named":
      return type.name === "Any" || type.args.some(isVague);
    default:
      return false;
  }
}
