/** Rules about docstrings, comments, and what is left over: QUA002, QUA005–QUA007. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { ancestors, childOf, textOf } from "../../../syntax/nodes.ts";
import { decoratorsOf, docstringOf } from "../../../syntax/python/functions.ts";
import { importsOf } from "../../../syntax/python/imports.ts";
import type { PythonModule } from "../../../syntax/python/module.ts";
import { eachDeclared, lineStart, type Placed } from "./each.ts";
import type { NodeUnit, PythonFile } from "./node-unit.ts";
import { defineRule, findingAt, type Rule, type RuleFinding } from "./rule.ts";

/** What a docstring says, without its quotes. */
const saidBy = (docstring: SyntaxNode): string =>
  textOf(docstring)
    .replaceAll(/^\w*(?:"""|'''|"|')|(?:"""|'''|"|')$/g, "")
    .trim();

const isDeclaration = ({ type }: SyntaxNode): boolean =>
  type === "module" || type === "class_definition" || type === "function_definition";

/** The docstrings of a file. */
const docstringsOf = (module: PythonModule): readonly SyntaxNode[] =>
  [module.root, ...module.all("class_definition", "function_definition")].flatMap(
    (node) => docstringOf(node) ?? [],
  );

/** A ticket makes a plan of a wish: `TODO(OMN-12)`, `FIXME #34`, a link. */
const OPEN_WORK = /\b(?<word>TODO|FIXME|XXX)\b(?![^\n]*(?:\b[A-Z][A-Z0-9]+-\d+|#\d+|https?:\/\/))/;
const PLACEHOLDER =
  /\bimplementation required\b|\b(?:your|actual|real|rest of (?:the )?) ?(?:\w+ )?(?:code|implementation|logic) (?:goes )?here\b|\b(?:add|put|insert|write) (?:your |the )?(?:\w+ )?(?:code|logic|implementation) here\b/i;

function* checkPlaceholders(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files)
    for (const node of [...file.module.all("comment"), ...docstringsOf(file.module)]) {
      const found = OPEN_WORK.exec(textOf(node)) ?? PLACEHOLDER.exec(textOf(node));
      if (found !== null)
        yield findingAt(file, placeOf(node, found), `"${found[0]}" is left to do`);
    }
}

const placeOf = (node: SyntaxNode, { index, 0: text }: RegExpExecArray) => ({
  start: node.start + index,
  end: node.start + index + text.length,
});

const MIN_DOCSTRING = 20;

function* eachPublic(unit: NodeUnit): Generator<Placed & { readonly name: SyntaxNode }> {
  for (const type of ["class_definition", "function_definition"] as const)
    for (const placed of eachDeclared(unit, type)) if (isPublic(placed.node)) yield placed;
}

/** Nothing around it is a function, and no name on the way to it begins with `_`. */
function isPublic(node: SyntaxNode): boolean {
  for (const around of [node, ...ancestors(node)]) {
    if (around !== node && around.type === "function_definition") return false;
    const name = isDeclaration(around) ? childOf(around, "name") : undefined;
    if (name !== undefined && textOf(name).startsWith("_")) return false;
  }
  return !decoratorsOf(node).some((decorator) =>
    /overload$|\.setter$|\.deleter$/.test(textOf(decorator)),
  );
}

function* checkDocstrings(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node, name } of eachPublic(unit)) {
    const docstring = docstringOf(node);
    if (docstring === undefined) yield findingAt(file, name, `${textOf(name)} has no docstring`);
    else if (saidBy(docstring).length < MIN_DOCSTRING)
      yield findingAt(file, name, `the docstring of ${textOf(name)} says too little`);
  }
}

const REST = /^[ \t]*:(?:param|parameter|arg|type|returns?|rtype|raises?|yields?)\b[^:\n]*:/m;
const PRAISE =
  /\b(?:robust(?:ly)?|seamless(?:ly)?|comprehensive(?:ly)?|powerful|elegant(?:ly)?|cutting-edge|state-of-the-art|world-class|best-in-class|blazing(?:ly)?|effortless(?:ly)?|enterprise-grade|production-ready|battle-tested|sophisticated|revolutionary)\b/i;

function* checkFiller(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files)
    for (const docstring of docstringsOf(file.module)) {
      const [rest, praise] = [REST.exec(textOf(docstring)), PRAISE.exec(textOf(docstring))];
      if (rest !== null)
        yield findingAt(file, placeOf(docstring, rest), `"${rest[0].trim()}" is reST markup`);
      if (praise !== null)
        yield findingAt(
          file,
          placeOf(docstring, praise),
          `"${praise[0]}" is praise, and says nothing`,
        );
    }
}

const COMPATIBLE =
  /\b(?:backwards?|legacy)[- ]compat|\bcompat(?:ibility)?\s+(?:alias|shim|re-?export)|\b(?:legacy|deprecated|old)\s+(?:alias|name)\b/i;

/** Aliases and imports with a comment beside or above them that says whom they are kept for. */
function* checkShims(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files) {
    const comments = file.module.all("comment").filter((node) => COMPATIBLE.test(textOf(node)));
    if (comments.length === 0) continue;
    const lines = new Set(comments.map((comment) => spokenLine(file, comment)));
    for (const statement of [...aliasesOf(file.module), ...importStatements(file.module)])
      if (lines.has(lineStart(file, statement.start)) || lines.has(lineStart(file, statement.end)))
        yield findingAt(file, statement, "this only keeps an old name alive");
  }
}

/** A longer comment is an essay, and speaks of no line. */
const MAX_COMMENT_LINES = 10;

/** The line that a comment speaks of: its own, or the next where it stands alone. */
function spokenLine(file: PythonFile, comment: SyntaxNode): number {
  const { text } = file.module;
  const start = lineStart(file, comment.start);
  if (text.slice(start, comment.start).trim() !== "") return start;
  let next = text.indexOf("\n", comment.end) + 1;
  for (let more = 0; more < MAX_COMMENT_LINES && next > 0; more += 1) {
    if (!/^[ \t]*#/.test(text.slice(next, text.indexOf("\n", next)))) break;
    next = text.indexOf("\n", next) + 1;
  }
  return next;
}

/** `Old = New`. */
const aliasesOf = (module: PythonModule): readonly SyntaxNode[] =>
  module.all("assignment").filter((node) => {
    const right = childOf(node, "right");
    const isName = right?.type === "identifier" || right?.type === "attribute";
    return isName && node.parent?.type === "expression_statement";
  });

const importStatements = (module: PythonModule): readonly SyntaxNode[] => [
  ...new Set(importsOf(module).map(({ statement }) => statement)),
];

export const DOCUMENT_RULES: readonly Rule[] = [
  defineRule({
    id: "QUA002",
    severity: "warning",
    title: "Leave nothing to do: no TODO without a ticket, no placeholder",
    fix: "Write what is missing, or name the ticket: `TODO(ABC-12)`",
    check: checkPlaceholders,
  }),
  defineRule({
    id: "QUA005",
    severity: "warning",
    title:
      "Give every public class and function a docstring of one sentence, at least 20 characters",
    fix: "Write one sentence that says what it is for",
    check: checkDocstrings,
  }),
  defineRule({
    id: "QUA006",
    severity: "information",
    title: "Write plain docstrings: no `:param:` markup, no praise",
    fix: "Say what it does, in plain words",
    check: checkFiller,
  }),
  defineRule({
    id: "QUA007",
    severity: "information",
    title: "Keep no old names alive in new code",
    fix: "Delete it",
    check: checkShims,
  }),
];
