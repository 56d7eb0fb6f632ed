/** Commands, libraries and memory. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { findAll, namedChildren, textOf } from "../../syntax/nodes.ts";
import { constantOf, readText } from "../built-text.ts";
import type { Call, Code, Finding } from "../code.ts";
import { callAt } from "../taint.ts";

const COMMAND = /^(?:std|tokio|async_std)::process::Command::new$|^async_process::Command::new$/;
const SHELL = /(?:^|\/)(?:ba|z|da|k|fi)?sh$|^cmd(?:\.exe)?$|^(?:powershell|pwsh)(?:\.exe)?$/i;

/** `SEC004`, `SEC005`, `SEC007` and `SEC043` */
export function* findCommands(code: Code): Generator<Finding> {
  for (const call of code.calls) {
    const [first] = call.positional;
    if (first === undefined) continue;
    if (
      /^libloading::(?:\w+::)*Library::(?:new|open)$/.test(call.name ?? "") &&
      constantOf(code, first) === undefined
    )
      yield { rule: "SEC004", node: call.node };
    if (!COMMAND.test(call.name ?? "")) continue;
    const program = constantOf(code, first);
    const words = argumentsBehind(code, call);
    const line = [first, ...words].map((word) => readText(code, word)?.text ?? "?").join(" ");
    if (installs(line)) yield { rule: "SEC043", node: call.node };
    else if (program !== undefined && SHELL.test(program)) {
      if (words.some((word) => constantOf(code, word) === undefined))
        yield { rule: "SEC005", node: call.node };
    } else if (program === undefined || !/^(?:\/|[A-Za-z]:[\\/])/.test(program))
      yield { rule: "SEC007", node: call.node };
  }
}

/** Everything given by `.arg(…)` and `.args([…])` in the chain that begins with the call. */
function argumentsBehind(code: Code, call: Call): readonly SyntaxNode[] {
  const words: SyntaxNode[] = [];
  for (
    let at = call.node;
    at.parent?.type === "field_expression" && at.parent.parent !== undefined;
  ) {
    at = at.parent.parent;
    const next = callAt(code, at);
    if (next === undefined) break;
    if (next.method === "arg") words.push(...next.positional);
    else if (next.method === "args") words.push(...next.positional.flatMap(listed));
  }
  return words;
}

const listed = (given: SyntaxNode): readonly SyntaxNode[] => {
  const list = given.type === "reference_expression" ? namedChildren(given).at(-1) : given;
  return list?.type === "array_expression" ? namedChildren(list) : [given];
};

const installs = (line: string): boolean =>
  /\b(?:curl|wget)\b[^|]*\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b/.test(line) ||
  /(?:^|[\s/])(?:cargo|npm|pip3?)\s+(?:install|add)\b/.test(line);

/** `SEC047` */
export function* findUnguardedMemory(code: Code): Generator<Finding> {
  for (const node of code.all("unsafe_block")) {
    if (!isExplained(node))
      yield { rule: "SEC047", node, severity: transmutes(code, node) ? "warning" : "information" };
  }
}

const transmutes = (code: Code, block: SyntaxNode): boolean =>
  code.calls.some(
    ({ name, node }) =>
      /(?:^|::)transmute(?:_copy)?$/.test(name ?? "") &&
      node.start >= block.start &&
      node.end <= block.end,
  );

/** `// SAFETY:` before the block or in it, as the language's own rules of style ask. */
function isExplained(block: SyntaxNode): boolean {
  if (findAll(block, "line_comment", "block_comment").some(isSafety)) return true;
  for (let at: SyntaxNode | undefined = block; at?.parent !== undefined; at = at.parent) {
    const beside = at.parent.children;
    const before = beside[beside.indexOf(at) - 1];
    if (before !== undefined && isSafety(before)) return true;
    if (/_item$|^block$/.test(at.parent.type)) return false;
  }
  return false;
}

const isSafety = (node: SyntaxNode): boolean =>
  node.type.endsWith("_comment") && /SAFETY/i.test(textOf(node));
