import { firstSection, isCallable } from "../semantics/declarations.ts";
import type { Program, Snippet } from "../syntax/ast.ts";
import { LIBRARY } from "../tables/library.ts";

/** Full names of what a snippet may call without an effect that it does not declare. */
export function callableFrom(snippet: Snippet, { snippets }: Program): ReadonlySet<string> {
  const own = effectsOf(snippet);
  const isCovered = (effects: Iterable<string>): boolean =>
    [...effects].every((effect) => own.has(effect));
  return new Set([
    ...snippets
      .filter((one) => isCallable(one.kind) && isCovered(effectsOf(one)))
      .map(({ id }) => id.text),
    ...LIBRARY.filter(({ effect }) => effect === undefined || own.has(effect)).map(({ id }) => id),
  ]);
}

const effectsOf = (snippet: Snippet): ReadonlySet<string> =>
  new Set(firstSection(snippet, "effects")?.effects.map(({ name }) => name.text));
