import type { SyntaxNode, SyntaxTree } from "../../domain/syntax-tree.ts";
import { namedChildren, walk } from "../../syntax/nodes.ts";

export interface CutTextOptions {
  readonly maxTokens: number;
  readonly count: (text: string) => number;
}

export interface CutCodeOptions extends CutTextOptions {
  /** What begins a comment: `//`. */
  readonly lineComment: string;
}

/**
 * Code with only its first statements or members, and a comment in the place of the others; `undefined` where that is
 * not possible. The outermost list of statements that has one to spare is cut.
 */
export function cutCode(
  { root, hasError }: SyntaxTree,
  options: CutCodeOptions,
): string | undefined {
  if (hasError) return undefined;
  for (let body: SyntaxNode | undefined = root; body !== undefined; body = findBody(body)) {
    const text = keepFirst(namedChildren(body), body, options);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The list of statements or members in the first one of `body` that has such. */
function findBody(body: SyntaxNode): SyntaxNode | undefined {
  for (const node of walk(body)) if (node !== body && isBody(node)) return node;
  return undefined;
}

const isBody = ({ field, type }: SyntaxNode): boolean =>
  field === "body" && /block|body|list|object_type|module|program/.test(type);

/** As many of the statements as fit, at least one. */
function keepFirst(
  statements: readonly SyntaxNode[],
  { source, start }: SyntaxNode,
  { maxTokens, count, lineComment }: CutCodeOptions,
): string | undefined {
  const render = (kept: number): string | undefined => {
    const [next, last] = [statements[kept], statements.at(-1)];
    if (next === undefined || last === undefined) return undefined;
    const before = source.slice(0, next.start).trimEnd();
    const lines = source.slice(next.start, last.end).split("\n").length;
    const what = lines === 1 ? "1 line" : `${lines} lines`;
    const mark = `${indentOf(source, next.start)}${lineComment} ${what} left out`;
    return `${before}\n${mark}${source.slice(last.end).replace(/^(?!\n|$)/, "\n")}`;
  };
  const fits = (kept: number): boolean => {
    const text = render(kept);
    return text !== undefined && count(text) <= maxTokens;
  };
  let [low, high] = [0, statements.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  // A comment without what it speaks of says nothing.
  while (low > 0 && statements[low - 1]?.type.includes("comment")) low -= 1;
  return low > 0 && start <= source.length && fits(low) ? render(low) : undefined;
}

function indentOf(source: string, at: number): string {
  const line = source.slice(source.lastIndexOf("\n", at - 1) + 1, at);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}
