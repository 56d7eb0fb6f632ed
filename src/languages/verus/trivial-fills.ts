import { type Declaration } from "../../domain/declaration.ts";
import type { Slot } from "../../domain/slot.ts";
import type { FormalSpecification } from "../../domain/specification.ts";
import type { TrivialFill } from "../../ports/formal-language.ts";
import { readDeclarations } from "./declarations.ts";

/** Values that need no work, by the head of a type. */
function constantsOf(type: string): readonly string[] {
  if (/^[iu](?:8|16|32|64|128|size)$/.test(type)) return [`0${type}`, `1${type}`];
  if (type === "bool") return ["true", "false"];
  if (type.startsWith("Vec <")) return ["Vec::new()"];
  if (type.startsWith("Option <")) return ["None"];
  if (type === "String") return ["String::new()"];
  if (type === "char") return ["'a'"];
  if (type === "int" || type === "nat") return [`0${type}`];
  if (type.startsWith("Seq <")) return ["Seq::empty()"];
  if (type === "" || type === "( )") return [""];
  return [];
}

/** Bodies that do no work. */
export function trivialFills({ source, slots }: FormalSpecification): readonly TrivialFill[] {
  const declarations = readDeclarations(source);
  const bodies = slots.filter(({ role }) => role === "body");
  const choices = bodies.map((slot) => valuesFor(ownerOf(slot, declarations)));
  const most = Math.max(0, ...choices.map(({ length }) => length));
  const helpers = slots.filter(({ role }) => role === "helpers");
  const kept = helpers.map(({ name, start, end }) => [name, source.slice(start, end)] as const);
  return Array.from({ length: most }, (_, turn) => {
    const filled = bodies.map((slot, index) => {
      const values = choices[index] ?? [];
      return {
        slot,
        value: values[turn % Math.max(1, values.length)] ?? { label: "does nothing", text: "" },
      };
    });
    return {
      label: [...new Set(filled.map(({ value }) => value.label))].join(", "),
      texts: Object.fromEntries([
        ...kept,
        ...filled.map(({ slot, value }) => [slot.name, `{\n    ${value.text}\n}\n`] as const),
      ]),
    };
  });
}

/** The function whose body the slot is. */
const ownerOf = (slot: Slot, declarations: readonly Declaration[]): Declaration | undefined =>
  declarations.find(
    ({ kind, body, end }) =>
      kind.endsWith("fn") &&
      (body === undefined
        ? slot.start <= end && end <= slot.end
        : slot.start <= body.start && body.end <= slot.end),
  );

interface Value {
  readonly label: string;
  readonly text: string;
}

function valuesFor(owner: Declaration | undefined): readonly Value[] {
  if (owner === undefined) return [];
  const { contract } = owner;
  const [, list = ""] =
    /\bfn \S+ (?:< .*? > )?\( (.*?)\) (?:->|requires|ensures|$)/.exec(`${contract} `) ?? [];
  const named =
    /-> \( (?:tracked )?\w+ : (.+?) \)(?: (?:requires|ensures|decreases|returns)| *$)/.exec(
      contract,
    )?.[1];
  const plain = /-> (.+?)(?: (?:requires|ensures|decreases|returns)| *$)/.exec(contract)?.[1];
  const type = named ?? plain ?? "";
  const constants = constantsOf(type).map((text) => ({
    text,
    label: text === "" ? "does nothing" : `returns ${text}`,
  }));
  const parameters = [...list.matchAll(/(?:^|, )(\w+) : (.+?) (?=, \w+ :|$)/g)];
  const echoes = parameters
    .filter(([, , given]) => given === type)
    .map(([, name = ""]) => ({ text: name, label: `gives its input ${name} back` }));
  return [...constants, ...echoes];
}
