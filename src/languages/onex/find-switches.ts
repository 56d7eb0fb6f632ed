/** Code that would make the later checks say what is not so: hidden from types, or changing what nodes stand on. */

import type { Diagnostic } from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import type { SyntaxParser } from "../../ports/syntax-parser.ts";
import { toBypass } from "../../syntax/finding.ts";
import { childOf, findAll, findAround, namedChildren, textOf } from "../../syntax/nodes.ts";
import { importsOf } from "../../syntax/python/imports.ts";
import { openModule, PYTHON_GRAMMAR, type PythonModule } from "../../syntax/python/module.ts";
import { calledName, lastPart, qualifiedName } from "../../syntax/python/names.ts";
import { findReached } from "./find-reached.ts";
import { findReplaced } from "./find-replaced.ts";
import type { Found } from "./found-switch.ts";

/** What of it stands in a file. */
export async function findSwitches(
  { path, text }: SourceText,
  syntax: SyntaxParser,
): Promise<readonly Diagnostic[]> {
  const module = openModule(await syntax.parse(text, PYTHON_GRAMMAR));
  const found = [...findHidden(module), ...findReplaced(module), ...findReached(module)];
  return found.map(({ node: { start, end }, ...finding }) =>
    toBypass({ ...finding, start, end }, path),
  );
}

/** `no_type_check`, and code that runs where the type checker is told that it does not. */
function findHidden(module: PythonModule): readonly Found[] {
  const hidden = (node: SyntaxNode, shown: string): Found => ({
    code: "hidden-from-types",
    node,
    message: `\`${shown}\` hides code from the type check`,
    help: "Write code that holds its types; under TYPE_CHECKING only imports stand",
  });
  const imported = importsOf(module).filter(
    ({ name, hasAlias }) =>
      name === "no_type_check" || name === "*" || (name === "TYPE_CHECKING" && hasAlias),
  );
  const conditions = [
    ...module.all("if_statement", "elif_clause", "while_statement", "conditional_expression"),
    ...module.all("boolean_operator", "not_operator", "assert_statement"),
  ].filter((node) => isMoreThanImports(node));
  return [
    ...imported
      .filter(({ name, module: from }) => name !== "*" || /^typing(?:_extensions)?$/.test(from))
      .map(({ node }) => hidden(node, textOf(node))),
    ...module
      .all("attribute")
      .filter((node) => lastPart(qualifiedName(node) ?? "") === "no_type_check")
      .map((node) => hidden(node, textOf(node))),
    ...conditions.map((node) => hidden(node, "TYPE_CHECKING")),
    ...findEndless(module).map((node) => hidden(node, textOf(node))),
  ];
}

/** `NoReturn` and `Never` anywhere but behind a function that raises: what follows a call of it is not type-checked. */
function findEndless(module: PythonModule): readonly SyntaxNode[] {
  const named = module
    .all("identifier")
    .filter((node) => ENDLESS.test(lastPart(qualifiedName(node) ?? "")) && !isInImport(node));
  const dotted = module.all("attribute").filter((node) => ENDLESS.test(qualifiedName(node) ?? ""));
  const quoted = module
    .all("string_content")
    .filter((node) => /\b(?:NoReturn|Never)\b/.test(textOf(node)) && isTypeText(node));
  return [...named, ...dotted, ...quoted].filter((node) => !isOfOneThatRaises(node));
}

const ENDLESS = /^(?:typing(?:_extensions)?\.)?(?:NoReturn|Never)$/;

const isInImport = (node: SyntaxNode): boolean =>
  findAround(node, "import_from_statement", "import_statement") !== undefined;

/** Whether a text stands where types stand, as in `cast("Never", x)`. */
function isTypeText(node: SyntaxNode): boolean {
  const around = findAround(node, "type", "call", "block", "module");
  if (around?.type === "type") return true;
  return around?.type === "call" && lastPart(calledName(around) ?? "") === "cast";
}

/** Whether it is what a function returns whose last statement raises. */
function isOfOneThatRaises(node: SyntaxNode): boolean {
  const type = findAround(node, "type");
  const definition = type?.field === "return_type" ? type.parent : undefined;
  const body = definition && childOf(definition, "body");
  const isWhole = type !== undefined && /^["']?(?:\w+\.)*\w+["']?$/.test(textOf(type));
  return isWhole && body !== undefined && namedChildren(body).at(-1)?.type === "raise_statement";
}

/** Whether `TYPE_CHECKING` chooses between codes; `if TYPE_CHECKING:` alone, before imports, does not. */
function isMoreThanImports(node: SyntaxNode): boolean {
  const condition = childOf(node, "condition") ?? node;
  if (!findAll(condition, "identifier").some(isFlag)) return false;
  const isPlain = /^(?:\w+\.)?TYPE_CHECKING$/.test(textOf(condition));
  const body = childOf(node, "consequence");
  const isOfImports = body !== undefined && namedChildren(body).every(isImport);
  const isAlone = childOf(node, "alternative") === undefined;
  return node.type !== "if_statement" || !isPlain || !isAlone || !isOfImports;
}

const isImport = ({ type }: SyntaxNode): boolean =>
  /^(?:import_statement|import_from_statement|comment|pass_statement)$/.test(type);

const isFlag = (node: SyntaxNode): boolean => textOf(node) === "TYPE_CHECKING";

/** The text as a type checker should read it: its comments switch nothing off. Every place stays where it is. */
export async function withoutSwitches(text: string, syntax: SyntaxParser): Promise<string> {
  if (!/#.*(?:type|pyright)\s*:/.test(text)) return text;
  const comments = openModule(await syntax.parse(text, PYTHON_GRAMMAR)).all("comment");
  let read = "";
  let at = 0;
  for (const comment of comments) {
    const words = textOf(comment).replaceAll(/\b(type|pyright)(\s*):/g, "$1$2;");
    read += text.slice(at, comment.start) + words;
    at = comment.end;
  }
  return read + text.slice(at);
}
