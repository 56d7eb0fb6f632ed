/** A signature as the task asks for it: a snippet up to its body. */

import { type MappedType, writeParameter } from "./map-type.ts";

export interface PlannedHead {
  /** Whole name: module, dot, name. */
  readonly id: string;
  readonly effects: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  /** More than one is a union; none is no result. */
  readonly returns: readonly MappedType[];
  readonly generics: readonly string[];
}

/** `head` as text. Every name in it is a plain word. */
export function renderHead({ id, effects, parameters, returns, generics }: PlannedHead): string {
  return [
    `snippet id="${id}" kind="fn"`,
    ...(effects.length === 0
      ? []
      : ["effects", ...effects.map((name) => `  effect ${name}`), "end"]),
    "signature",
    `  fn name="${id.slice(id.lastIndexOf(".") + 1)}"`,
    ...parameters.map(({ name, type }) => `    param name="${name}" type="${type}"`),
    ...renderResult(returns),
    ...generics.map((name) => `    generic name="${name}"`),
    "  end",
    "end",
  ].join("\n");
}

function renderResult(returns: readonly MappedType[]): readonly string[] {
  const [only] = returns;
  if (only === undefined) return [];
  if (returns.length > 1)
    return [
      "    returns union",
      ...returns.map((member) => `      ${writeMember(member)}`),
      "    end",
    ];
  return only.kind === "list"
    ? [`    returns collection of="${only.element}"`]
    : [`    returns ${writeMember(only)}`];
}

const writeMember = (type: MappedType): string =>
  type.kind === "optional"
    ? `type="${writeParameter(type.inner)}" optional`
    : `type="${writeParameter(type)}"`;
