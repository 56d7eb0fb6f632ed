/** What a call names. */

import { finding } from "../finding.ts";
import type { CallStep } from "../syntax/step-ast.ts";
import type { Declaration, Declarations } from "./declarations.ts";
import type { Scope } from "./scope.ts";
import { quoteAlternatives } from "./suggest-names.ts";

/** What the callee of `step` declares; an unknown one is reported. */
export function checkCallee({ callee }: CallStep, scope: Scope): Declaration | undefined {
  const { globals } = scope.declarations;
  const name = callee.text;
  const declaration = globals.get(name);
  if (declaration === undefined) {
    const candidates = [
      ...new Set([...withSameLastSegment(name, scope.declarations), ...scope.suggest(name, globals.keys())]),
    ];
    scope.findings.push(
      finding(
        "undefined_function",
        callee,
        { name, candidates },
        `No function is called "${name}"`,
        { help: helpFor(name, candidates, scope) },
      ),
    );
  }
  return declaration;
}

/** `text.upper` for `string.upper`. */
function withSameLastSegment(name: string, { globals }: Declarations): readonly string[] {
  const declaration = globals.get(name.slice(name.lastIndexOf(".") + 1));
  return declaration?.kind === "function" ? [declaration.id] : [];
}

function helpFor(name: string, candidates: readonly string[], scope: Scope): string {
  if (scope.variables.has(name))
    return `"${name}" is a variable, and there are no function values: call a function of this file or of the library by its id`;
  return `${quoteAlternatives(candidates)}Call a snippet of this file or a library function (console, fs, path, text, std.text, list, map.get) by its full id; declare anything else in this file as a snippet of kind "extern"`;
}
