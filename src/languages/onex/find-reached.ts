/** Texts that name what must not be reached: Python follows such a text as it follows the name in code. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, findAll, textOf } from "../../syntax/nodes.ts";
import { argumentsOf } from "../../syntax/python/calls.ts";
import type { PythonModule } from "../../syntax/python/module.ts";
import { calledName } from "../../syntax/python/names.ts";
import { isOfOthers } from "./find-replaced.ts";
import type { Found } from "./found-switch.ts";

const INNER =
  /\b(?:f_(?:back|locals|globals|builtins)|(?:gi|cr|ag|tb)_frame|__(?:globals|builtins|loader|spec|subclasses|code)__)\b/;
/** Names that lead from one public thing to the next. */
const PUBLIC = /^(?!(?:os|sys|builtins|gc|inspect|importlib|ctypes|subprocess)\b)[a-z]\w*$/i;

/** What of it stands in a file; texts that document are no code. */
export function findReached(module: PythonModule): readonly Found[] {
  const texts = module
    .all("string")
    .filter((node) => INNER.test(textOf(node)) && !isDocument(node));
  const patterns = module
    .all("keyword_pattern")
    .filter((node) => findAll(node, "identifier").some((name) => INNER.test(textOf(name))));
  const calls = module.all("call").filter((call) => isFollowed(call));
  return [...texts, ...patterns, ...calls].map((node) => ({
    code: "reaches-checker",
    node,
    message: `\`${textOf(node).slice(0, 80)}\` reaches what is not this node's`,
    help: "Name what you use in code, not in a text",
  }));
}

const isDocument = ({ parent }: SyntaxNode): boolean => parent?.type === "expression_statement";

/** `attrgetter`, `methodcaller` and `getattr` with a name that is made up as the code runs, or leads to other modules. */
function isFollowed(call: SyntaxNode): boolean {
  const name = calledName(call) ?? "";
  const { positional, hasMore } = argumentsOf(call);
  if (/^operator\.(?:attrgetter|methodcaller)$/.test(name)) {
    const names = name.endsWith("methodcaller") ? positional.slice(0, 1) : positional;
    return hasMore || names.some((node) => !isPublic(node));
  }
  const [from, what] = positional;
  // What a class reads of itself, by a name that stands there, it may read past its own hooks.
  if (textOf(childOf(call, "function") ?? call).endsWith(".__getattribute__"))
    return from === undefined || textOf(from) !== "self" || what?.type !== "string";
  if (name !== "getattr" || from === undefined) return false;
  return isOfOthers(from) && (what === undefined || !isPublic(what));
}

function isPublic(node: SyntaxNode): boolean {
  const text = /^(["'])([^"'\\]*)\1$/.exec(textOf(node))?.[2];
  return text !== undefined && text.split(".").every((part) => PUBLIC.test(part));
}
