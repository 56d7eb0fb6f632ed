import type { Declaration } from "../../domain/declaration.ts";
import type { Slot } from "../../domain/slot.ts";
import type { FormalSpecification } from "../../domain/specification.ts";
import type { TrivialFill } from "../../ports/formal-language.ts";
import { readDeclarations } from "./declarations.ts";
import { lastPart } from "./lexical-rules.ts";

/** Values that need no work, by the head of a type. */
const CONSTANTS: Readonly<Record<string, readonly string[]>> = {
  Nat: ["0", "1"],
  Int: ["0", "-1"],
  Bool: ["true", "false"],
  Float: ["0.0"],
  String: ['""'],
  Char: ["'a'"],
  List: ["[]"],
  Array: ["#[]"],
  Option: ["none"],
  Prop: ["True", "False"],
  Unit: ["()"],
};

/** Bodies that do no work, each with a proof that tries what Lean can do alone. */
export function trivialFills(specification: FormalSpecification): readonly TrivialFill[] {
  const { source, slots } = specification;
  const declarations = readDeclarations(source);
  const around = ({ end }: Slot): Declaration | undefined =>
    declarations.find((one) => one.start < end && end <= one.end);
  const open = slots.filter(({ role }) => role === "term");
  const bodies = open.filter((slot) => around(slot)?.isDefinition === true);
  const names = bodies.flatMap((slot) => around(slot)?.name ?? []);
  const proofs = Object.fromEntries(
    open
      .filter((slot) => !bodies.includes(slot))
      .map((slot) => [slot.name, proofText(source, slot, names)]),
  );
  const [first] = bodies;
  if (first === undefined)
    return open.length === 0 ? [] : [{ label: "proved without help", texts: proofs }];
  const choices = bodies.map((slot) => valuesFor(around(slot)));
  const most = Math.max(...choices.map(({ length }) => length));
  return Array.from({ length: most }, (_, turn) => {
    const texts: Record<string, string> = { ...proofs };
    const labels: string[] = [];
    for (const [index, slot] of bodies.entries()) {
      const values = choices[index] ?? [];
      const value = values[turn % values.length] ?? {
        text: "default",
        label: "returns the default value",
      };
      texts[slot.name] = indent(source, slot, value.text);
      labels.push(value.label);
    }
    return { label: [...new Set(labels)].join(", "), texts };
  });
}

interface Value {
  readonly text: string;
  readonly label: string;
}

function valuesFor(declaration: Declaration | undefined): readonly Value[] {
  const { parameters, result } = readSignature(declaration?.contract ?? "");
  const constants = (CONSTANTS[result.split(" ")[0] ?? ""] ?? ["default"]).map((text) => ({
    text,
    label: `returns ${text}`,
  }));
  const echoes = parameters
    .filter(({ type }) => type === result)
    .map(({ name }) => ({ text: name, label: `gives its input ${name} back` }));
  return [...constants, ...echoes];
}

/** Parameters in parentheses and the result's type, from a contract's tokens. */
function readSignature(contract: string): {
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly result: string;
} {
  const tokens = contract.split(" ");
  const parameters: { name: string; type: string }[] = [];
  let depth = 0;
  let group: string[] = [];
  let result = "";
  for (const [index, token] of tokens.entries()) {
    if ("([{⟨".includes(token)) {
      if (depth === 0) group = [];
      else group.push(token);
      depth += 1;
    } else if (")]}⟩".includes(token)) {
      depth -= 1;
      if (depth > 0) group.push(token);
      else {
        const colon = group.indexOf(":");
        const type = group.slice(colon + 1).join(" ");
        if (token === ")" && colon > 0)
          for (const name of group.slice(0, colon)) parameters.push({ name, type });
      }
    } else if (depth > 0) group.push(token);
    else if (token === ":") {
      result = tokens.slice(index + 1).join(" ");
      break;
    }
  }
  return { parameters, result };
}

function proofText(source: string, slot: Slot, names: readonly string[]): string {
  const simp = `simp [${names.map(lastPart).join(", ")}]`;
  const attempts = [
    "rfl",
    "trivial",
    "decide",
    simp,
    simp.replace("simp", "simp_all"),
    "omega",
    `(intros; ${simp.replace("simp", "simp_all")})`,
  ];
  const tactic = `first ${attempts.map((one) => `| ${one}`).join(" ")}`;
  const isTactic = /\bby\s*$/.test(source.slice(0, slot.start));
  return indent(source, slot, isTactic ? tactic : `by ${tactic}`);
}

/** A slot that begins with its line takes its own indentation. */
const indent = (source: string, { start }: Slot, text: string): string =>
  start === 0 || source[start - 1] === "\n" ? `  ${text}` : text;
