import type { TaskFile } from "./task-schema.ts";

/** The function's snippet up to its body: what the candidate must hold. */
export function renderSignature({
  module,
  function: name,
  effects,
  parameters,
  returns,
}: TaskFile): string {
  return [
    `snippet id=${quote(`${module}.${name}`)} kind="fn"`,
    "",
    ...(effects.length === 0 ? [] : ["effects", ...effects.map(renderEffect), "end", ""]),
    "signature",
    `  fn name=${quote(name)}`,
    ...parameters.map((each) => `    param name=${quote(each.name)} type=${quote(each.type)}`),
    ...renderReturns(returns),
    "  end",
    "end",
  ].join("\n");
}

function renderEffect({ name, parameters }: TaskFile["effects"][number]): string {
  const inside = Object.entries(parameters).map(([key, value]) => `${key}=${quote(value)}`);
  return `  effect ${name}${inside.length === 0 ? "" : `(${inside.join(", ")})`}`;
}

function renderReturns(returns: TaskFile["returns"]): readonly string[] {
  if (returns === null) return [];
  if ("collection" in returns) return [`    returns collection of=${quote(returns.collection)}`];
  if ("type" in returns)
    return [`    returns type=${quote(returns.type)}${returns.optional ? " optional" : ""}`];
  return [
    "    returns union",
    ...returns.union.map((member) => `      type=${quote(member)}`),
    "    end",
  ];
}

const quote = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;
