import { primitive, readType, type Type } from "../semantics/types.ts";
import { splitVariant, typeOfField } from "../strict/known-types.ts";
import { inputsOf } from "../strict/operation-inputs.ts";
import type { Operand } from "../syntax/step-ast.ts";
import type { FoundHole } from "./find-holes.ts";
import type { HoleScope } from "./read-scope.ts";
import { isVague, typeOfAnswer } from "./typed-answer.ts";

/** The type that is expected at a hole; `undefined` where nothing says it. */
export function expectedType({ place, wanted }: FoundHole, scope: HoleScope): Type | undefined {
  const type = wanted === undefined ? typeAt(place, scope) : readType(wanted);
  return type === undefined || isVague(type) ? undefined : type;
}

function typeAt(place: FoundHole["place"], scope: HoleScope): Type | undefined {
  switch (place.kind) {
    case "condition":
      return primitive("Bool");
    case "return":
      return scope.returns;
    case "bind":
      return undefined;
    case "argument": {
      const callee = scope.declarations.globals.get(place.callee);
      if (callee?.kind !== "function") return undefined;
      return callee.parameters.find(({ name }) => name === place.name)?.type;
    }
    case "field": {
      const { enumName, variantName } = splitVariant(place.type);
      const fields =
        enumName === undefined
          ? scope.types.findStruct(place.type)
          : scope.types.findEnum(enumName)?.get(variantName);
      const field = fields?.get(place.name);
      return field && typeOfField(field);
    }
    case "input":
      return typeOfInput(place, scope);
  }
}

/** What the operation says, or else what it is computed with. */
function typeOfInput(
  { operation, inputs }: Extract<FoundHole["place"], { readonly kind: "input" }>,
  scope: HoleScope,
): Type | undefined {
  const at = inputs.findIndex(
    (input) => input.kind === "variable" && input.name.text.startsWith("?"),
  );
  const word = inputsOf(operation)[at];
  const others = inputs.flatMap((input) => typeOfOther(input, scope) ?? []);
  if (word !== undefined && PLAIN.has(word)) return readType(word);
  if (word === "Convertible") return primitive("Int");
  if (word === "Number")
    return (
      others.find((type) => type.kind === "primitive" && type.name === "Float") ?? primitive("Int")
    );
  const isCompared = word === "Comparable" || operation === "equals" || operation === "not_equals";
  return isCompared ? others[0] : undefined;
}

const PLAIN: ReadonlySet<string> = new Set(["Bool", "Int", "String", "DateTime", "Bytes"]);

function typeOfOther(input: Operand, scope: HoleScope): Type | undefined {
  const text = textOf(input);
  if (text === undefined || text.startsWith("?")) return undefined;
  const kind = input.kind === "literal" ? "literal" : "path";
  const type = typeOfAnswer({ kind, text }, scope);
  return isVague(type) ? undefined : type;
}

function textOf(input: Operand): string | undefined {
  if (input.kind === "variable") return input.name.text;
  if (input.kind === "field") return `${input.of.text}.${input.field.text}`;
  if (input.kind !== "literal") return undefined;
  switch (input.literal.kind) {
    case "int":
      return String(input.literal.value);
    case "float":
      return "0.5";
    case "bool":
      return String(input.literal.value);
    case "none":
      return "none";
    default:
      return '""';
  }
}
