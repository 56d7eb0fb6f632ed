/** SYN001, SYN003: text that is no Python, is cut off, or leaves parts out. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { textOf } from "../../../syntax/nodes.ts";
import { statementsOf, workOf } from "../../../syntax/python/functions.ts";
import { once, type PythonModule } from "../../../syntax/python/module.ts";
import { eachNode } from "./each.ts";
import type { NodeUnit, PythonFile } from "./node-unit.ts";
import { defineRule, findingAt, type RuleFinding } from "./rule.ts";

interface Breakage {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** At the very end of the text, with something still open. */
  readonly isCut: boolean;
}

/** More than these are mostly one mistake, seen again. */
const MAX_BREAKAGES = 3;
/** What was good Python once, and is still read by the parser. */
const OLD_STATEMENTS = {
  print_statement: "print is a function",
  exec_statement: "exec is a function",
};

const breakagesOf = once((module: PythonModule): readonly Breakage[] => {
  const end = module.text.trimEnd().length;
  const broken = [...module.all("ERROR"), ...missingNodes(module)]
    .filter((node) => !hasBrokenParent(node))
    .map((node) => describe(node, end))
    .sort((one, other) => one.start - other.start);
  const old = Object.entries(OLD_STATEMENTS).flatMap(([type, why]) =>
    module
      .all(type)
      .map((node) => ({ start: node.start, end: node.end, message: why, isCut: false })),
  );
  return [...broken, ...old].slice(0, MAX_BREAKAGES);
});

/** Only a tree with errors has any, and only then is all of it looked at. */
function missingNodes({ root, hasError }: PythonModule): readonly SyntaxNode[] {
  const missing: SyntaxNode[] = [];
  const open = hasError ? [root] : [];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.isMissing) missing.push(node);
    open.push(...node.children);
  }
  return missing;
}

function hasBrokenParent(node: SyntaxNode): boolean {
  for (let around = node.parent; around !== undefined; around = around.parent)
    if (around.type === "ERROR") return true;
  return false;
}

function describe(node: SyntaxNode, end: number): Breakage {
  if (node.isMissing) {
    const what = node.type === "identifier" ? "something" : `\`${node.type}\``;
    return {
      start: node.start,
      end: node.end,
      message: `${what} is missing`,
      isCut: node.start >= end,
    };
  }
  const text = textOf(node).trimStart();
  const start = node.end - text.length;
  const line = text.split("\n", 1)[0] ?? "";
  const isCut =
    node.end >= end &&
    /(?:[([{,:=+\-*/\\.]|\b(?:and|or|not|in|is|return|await|if|else|def|class|raise|from|import|as))$/.test(
      text.trimEnd(),
    );
  return {
    start,
    end: start + Math.max(line.length, 1),
    message: `unexpected \`${line.length > 40 ? `${line.slice(0, 40)}…` : line}\``,
    isCut: isCut || (node.end >= end && isOpen(text)),
  };
}

/** Whether a bracket or a triple quote is opened and not closed. */
function isOpen(text: string): boolean {
  const quotes = text.match(/"""|'''/g)?.length ?? 0;
  const plain = text.replaceAll(/"[^"\n]*"|'[^'\n]*'|#[^\n]*/g, "");
  const opened = plain.match(/[([{]/g)?.length ?? 0;
  const closed = plain.match(/[)\]}]/g)?.length ?? 0;
  return quotes % 2 === 1 || opened > closed;
}

function* checkSyntax(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files) {
    if (fenceIn(file) !== undefined) continue;
    for (const { isCut, message, ...place } of breakagesOf(file.module))
      if (!isCut) yield findingAt(file, place, `Not valid Python: ${message}`);
  }
}

/** A line of three back quotes or tildes: the text is more than code. */
const fenceIn = ({ module }: PythonFile): RegExpExecArray | undefined =>
  module.hasError ? (/^[ \t]*(?:```|~~~)[^\n]*$/m.exec(module.text) ?? undefined) : undefined;

/** `# ... existing code ...`: dots, and a word for what is not there. */
const DOTTED = /^#\s*(?:(?:\.{3}|…).*|.*(?:\.{3}|…)\s*)$/;
const ABSENT = /\b(?:rest|remainder|remaining|existing|previous|unchanged|omitted|same|others?)\b/i;
const ELIDED_COMMENT =
  /^#\s*(?:the\s+)?(?:(?:rest|remainder|remaining|other)\b.{0,40}\b(?:unchanged|omitted|as before|stays? the same|remains? the same|goes? here)\b|(?:existing|previous|unchanged|same)\s+(?:code|methods?|implementation|logic)(?:\s+(?:goes\s+|stays?\s+)?(?:here|unchanged|as before|above))?\W*$)|\bomitted for (?:brevity|clarity)\b/i;

const isElision = (comment: string): boolean =>
  ELIDED_COMMENT.test(comment) || (DOTTED.test(comment) && ABSENT.test(comment));

function* checkElided(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files) {
    const fence = fenceIn(file);
    if (fence !== undefined)
      yield findingAt(
        file,
        { start: fence.index, end: fence.index + fence[0].length },
        "A code fence stands in the code: the answer is cut off, or was not closed",
      );
    else
      for (const { isCut, start, end, message } of breakagesOf(file.module))
        if (isCut) yield findingAt(file, { start, end }, `The code is cut off: ${message}`);
  }
  for (const { file, node } of eachNode(unit, "comment"))
    if (isElision(textOf(node)))
      yield findingAt(file, node, `\`${textOf(node)}\` stands for code that is left out`);
  for (const { file, node } of eachNode(unit, "ellipsis"))
    if (standsForMore(node)) yield findingAt(file, node, "`...` stands for code that is left out");
}

/** `...` beside other work; a body of nothing else may be a declaration. */
function standsForMore({ parent: statement }: SyntaxNode): boolean {
  const block = statement?.parent;
  if (statement?.type !== "expression_statement" || block === undefined) return false;
  if (block.type === "module") return true;
  const owner = block.parent;
  if (block.type !== "block" || owner === undefined) return false;
  const work = owner.type.endsWith("_definition") ? workOf(owner) : statementsOf(block);
  return work.length > 1;
}

export const SYNTAX_RULE = defineRule({
  id: "SYN001",
  category: "syntax",
  title: "The code is valid Python",
  fix: "Write the line anew",
  readsBrokenText: true,
  check: checkSyntax,
});

export const ELISION_RULE = defineRule({
  id: "SYN003",
  category: "syntax",
  title: "The code is whole: nothing is left out, shortened or cut off",
  fix: "Write all of it out",
  readsBrokenText: true,
  check: checkElided,
});
