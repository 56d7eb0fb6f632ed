/** Small mistakes, put into code that is right. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import type { Chooser } from "./chooser.ts";
import type { Slip } from "./draft.ts";

/** Operators that are mistaken for each other. */
const MISTAKEN: Readonly<Record<string, string>> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
  "==": "!=",
  "!=": "==",
  "+": "-",
  "-": "+",
  "*": "+",
  "/": "*",
  "%": "/",
  "&&": "||",
  "||": "&&",
};

/** Code with one mistake each, in an order that the chooser decides. */
export function mutateCode(root: SyntaxNode, chooser: Chooser): readonly Slip[] {
  const { source } = root;
  const edits: Edit[] = [];
  const open: SyntaxNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const edit = mistakeIn(node);
    if (edit !== undefined) edits.push(edit);
    if (!/type_annotation|interface_declaration|type_alias|import/u.test(node.type))
      open.push(...node.children);
  }
  return chooser
    .shuffled(edits.toSorted((one, other) => one.start - other.start))
    .map(({ start, end, by, why }) => ({
      why,
      text: `${source.slice(0, start)}${by}${source.slice(end)}`,
    }));
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly by: string;
  readonly why: string;
}

function mistakeIn(node: SyntaxNode): Edit | undefined {
  const { type, start, end, source } = node;
  const text = source.slice(start, end);
  if (node.field === "operator" && node.parent?.type === "binary_expression") {
    const by = MISTAKEN[text];
    return by === undefined ? undefined : { start, end, by, why: `\`${by}\` for \`${text}\`` };
  }
  if (type === "number" && /^\d{1,6}$/u.test(text)) {
    const by = String(Number(text) + 1);
    return { start, end, by, why: `${by} for ${text}` };
  }
  if (type === "true" || type === "false") {
    const by = type === "true" ? "false" : "true";
    return { start, end, by, why: `${by} for ${type}` };
  }
  if (type === "string" && text.length > 2)
    return { start, end, by: '""', why: `the empty string for ${text}` };
  const [callee, ...rest] = type === "call_expression" ? node.children : [];
  const [object] = callee?.type === "member_expression" ? callee.children : [];
  if (object !== undefined && rest.length > 0) {
    const by = source.slice(object.start, object.end);
    return { start, end, by, why: `nothing for \`${source.slice(object.end, end)}\`` };
  }
  const isGuard =
    type === "if_statement" && !node.children.some(({ field }) => field === "alternative");
  if (isGuard) return { start, end, by: "", why: `nothing for \`${text.split("\n")[0]}\`` };
  return undefined;
}
