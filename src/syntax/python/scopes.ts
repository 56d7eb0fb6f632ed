/** Which name of a Python file means what: scopes, what they bind, and every place that looks a name up. */

import { textOf } from "../nodes.ts";
import { BUILTINS } from "./builtins.ts";
import { importsOf, type PythonImport } from "./imports.ts";
import { once, type PythonModule } from "./module.ts";
import { readScopes } from "./read-scopes.ts";
import type { Binding, ModuleScopes, Reference, Scope } from "./scope.ts";

export const scopesOf = once((module: PythonModule): ModuleScopes => readScopes(module.root));

/** What a name means where it is looked up, by Python's rules; empty for built-ins and unknown names. */
export function bindingsOf({ name, scope }: Reference): readonly Binding[] {
  let isInside = false;
  let at: Scope | undefined = scope;
  if (scope.globals.has(name)) at = moduleScope(scope);
  for (; at !== undefined; at = at.parent) {
    const found = at.bindings.get(name);
    // What a class body binds, its methods do not see.
    if (found !== undefined && (at.kind !== "class" || !isInside)) return found;
    if (at.kind !== "types") isInside = true;
  }
  return [];
}

function moduleScope(scope: Scope): Scope {
  let at = scope;
  while (at.parent !== undefined) at = at.parent;
  return at;
}

/** Names that are looked up, and that nothing binds; none in a file that imports everything from somewhere. */
export function undefinedNames(module: PythonModule): readonly Reference[] {
  if (importsOf(module).some(({ name }) => name === "*")) return [];
  return scopesOf(module).references.filter(
    (reference) => !BUILTINS.has(reference.name) && bindingsOf(reference).length === 0,
  );
}

/** Imports whose names the file never looks up, and does not export in `__all__` or as `x as x`. */
export function unusedImports(file: PythonModule): readonly PythonImport[] {
  const { references, quotedNames } = scopesOf(file);
  const used = new Set(references.map(({ name }) => name));
  const exported = exportedNames(file);
  return importsOf(file).filter(
    ({ boundName, name, module, hasAlias }) =>
      boundName !== undefined &&
      !used.has(boundName) &&
      !quotedNames.has(boundName) &&
      !exported.has(boundName) &&
      !(hasAlias && (name ?? module) === boundName),
  );
}

/** The strings of `__all__ = […]`. */
export const exportedNames = once((module: PythonModule): ReadonlySet<string> => {
  const lists = module
    .all("assignment", "augmented_assignment")
    .filter(
      ({ children, parent }) =>
        parent?.parent?.type === "module" &&
        children[0] !== undefined &&
        textOf(children[0]) === "__all__",
    );
  return new Set(
    module
      .all("string_content")
      .filter(({ start }) => lists.some((list) => list.start < start && start < list.end))
      .map(textOf),
  );
});
