import { runInNewContext } from "node:vm";
import ts from "typescript";
import { isValueReference, openScope } from "./scope.ts";
import { walk } from "./walk.ts";

/** Globals that Node adds to the language, and parts of the language that small engines leave out. */
const nodeGlobals = findNodeGlobals();

function findNodeGlobals(): ReadonlySet<string> {
  const ofLanguage: unknown = runInNewContext("Object.getOwnPropertyNames(globalThis)");
  const known = new Set(Array.isArray(ofLanguage) ? ofLanguage : []);
  const added = Object.getOwnPropertyNames(globalThis).filter((name) => !known.has(name));
  const names = new Set([
    ...added,
    "Intl",
    "WebAssembly",
    "require",
    "module",
    "__filename",
    "__dirname",
  ]);
  // Every sandbox has `console.log`.
  names.delete("console");
  return names;
}

/** The first name in `text`, a JavaScript module, that only Node knows. */
export function findNodeGlobal(text: string): string | undefined {
  const scope = openScope("module.js", text);
  for (const node of walk(scope.file)) {
    const isForeign =
      ts.isIdentifier(node) &&
      nodeGlobals.has(node.text) &&
      isValueReference(node) &&
      scope.findDeclaration(node) === undefined;
    if (isForeign) return node.text;
  }
  return undefined;
}
