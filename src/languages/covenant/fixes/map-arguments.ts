import type { Program } from "../syntax/ast.ts";
import type { CallStep } from "../syntax/step-ast.ts";
import { LIBRARY } from "../tables/library.ts";
import { snippetsById } from "./snippets-by-id.ts";

/**
 * Which parameter each unknown argument of a call stands for, if there are as many unknown ones as parameters without
 * a value: they are taken in their order.
 */
export function mapArguments(program: Program, step: CallStep): ReadonlyMap<string, string> {
  const parameters = parametersOf(program, step.callee.text) ?? [];
  const given = new Set(step.args.map(({ name }) => name.text));
  const missing = parameters.filter((name) => !given.has(name));
  const unknown = [...given].filter((name) => !parameters.includes(name));
  if (missing.length !== unknown.length) return new Map();
  return new Map(unknown.map((name, index) => [name, missing[index] ?? name]));
}

function parametersOf(program: Program, callee: string): readonly string[] | undefined {
  const library = LIBRARY.find(({ id }) => id === callee);
  if (library !== undefined) return library.parameters.map(({ name }) => name);
  const section = snippetsById(program)
    .get(callee)
    ?.sections.find((found) => found.kind === "signature");
  return section?.signature.kind === "fn"
    ? section.signature.parameters.map(({ name }) => name.text)
    : undefined;
}
