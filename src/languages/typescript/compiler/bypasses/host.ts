import ts from "typescript";
import type { Scope } from "../scope.ts";
import { rewrap } from "../walk.ts";
import { type BypassRule, bypassAt } from "./bypass.ts";
import { denote, findText } from "./denote.ts";

/** Ends the program before anyone has seen what it does. */
const ENDINGS = new Set(
  ["exit", "reallyExit", "kill", "abort", "_kill"].map((name) => `process.${name}`),
);
/** Loads code by a name that is made while running. */
const LOADERS = new Set([
  "require",
  "module.require",
  "node:module.createRequire",
  "process.getBuiltinModule",
  "process.binding",
  "process.dlopen",
]);

/** The ways out of the language into what runs it: ending the process, loading by name, globals by a computed name. */
export const hostRules: readonly BypassRule[] = [
  (node, { file }, named) =>
    named !== undefined && ENDINGS.has(named)
      ? bypassAt(node, file, {
          code: "exit",
          message: `Cannot use \`${named}\`: it ends the program that checks the code`,
          help: "Return a value or throw an error",
        })
      : undefined,

  (node, { file }, named) =>
    named !== undefined && (LOADERS.has(named) || named.startsWith("node:vm."))
      ? bypassAt(node, file, {
          code: "require",
          message: `Cannot use \`${named}\`: what it loads or runs is not known to the checker`,
          help: "Write an import declaration at the top of the file",
        })
      : undefined,

  (node, scope) =>
    isReachedByName(node, scope) && denote(node, scope) === "globalThis"
      ? bypassAt(node, scope.file, {
          code: "global-object",
          message:
            "Cannot reach into the global object by a computed name: what it gives is not known",
          help: "Name what is needed",
        })
      : undefined,
];

/** `node` in `node[name]` with a name that is not known, `Reflect.get(node, …)`, `Object.assign(node, …)`. */
function isReachedByName(node: ts.Node, scope: Scope): node is ts.Expression {
  const outer = rewrap(node);
  const { parent } = outer;
  if (outer !== node && ts.isParenthesizedExpression(node)) return false;
  if (parent !== undefined && ts.isElementAccessExpression(parent)) {
    return parent.expression === outer && findText(parent.argumentExpression, scope) === undefined;
  }
  if (parent === undefined || !ts.isCallExpression(parent) || parent.expression === outer)
    return false;
  return /^(Reflect|Object)[.]/.test(denote(parent.expression, scope) ?? "");
}
