import { effectsOf } from "../conformance/read-head.ts";
import { isCallable } from "../semantics/declarations.ts";
import type { Program, Snippet } from "../syntax/ast.ts";
import { LIBRARY } from "../tables/library.ts";

/** Full names of what a snippet may call without an effect that it does not declare. */
export function callableFrom(snippet: Snippet, { snippets }: Program): ReadonlySet<string> {
  const own = new Set(effectsOf(snippet).map(({ name }) => name.text));
  return new Set([
    ...snippets
      .filter(
        (one) => isCallable(one.kind) && effectsOf(one).every(({ name }) => own.has(name.text)),
      )
      .map(({ id }) => id.text),
    ...LIBRARY.filter(({ effect }) => effect === undefined || own.has(effect)).map(({ id }) => id),
  ]);
}
