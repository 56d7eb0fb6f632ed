import type { Program } from "../syntax/ast.ts";
import type { Token } from "../syntax/token.ts";
import { SECTION_KINDS } from "../tables/kinds.ts";
import { indentAt, isFirstOnLine, isString, neighbour, reads } from "./text-places.ts";

/** A block that is open, as its indentation shows. */
export interface OpenLevel {
  readonly opener: Token;
  /** The blanks before the line that opens it. */
  readonly indent: string;
}

/** How far back openers are looked for: many findings in one long body must not cost its length each. */
const MOST_TOKENS = 2_000;

/** The blocks that are open at `content`, innermost first, read off the indentation of the lines up to there. */
export function* openLevels(program: Program, content: Token): Generator<OpenLevel, void> {
  const { source, tokens } = program;
  let width = Infinity;
  for (let index = content.index; index >= 0; index -= 1) {
    if (content.index - index > MOST_TOKENS) return;
    const token = tokens[index];
    if (token === undefined || !isFirstOnLine(source, token.start)) continue;
    const indent = indentAt(source, token.start);
    const isHeader = opensSnippet(program, token);
    // The line of `content` opens a block only if it says so; lines further out do by standing further out.
    if (width === Infinity ? opensBlock(program, token) : indent.length < width || isHeader)
      yield { opener: token, indent };
    if (isHeader) return;
    width = Math.min(width, indent.length);
  }
}

/** Whether `token` begins a snippet. */
export const opensSnippet = (program: Program, token: Token): boolean =>
  reads(token, "snippet") && reads(neighbour(program, token, 1), "id");

const OPENERS: ReadonlySet<string> = new Set([
  ...SECTION_KINDS,
  "snippet",
  "step",
  "req",
  "test",
  "fn",
  "struct",
  "enum",
  "variant",
  "table",
  "handle",
  "case",
  "then",
  "else",
  "where",
  "and",
  "or",
  "branch",
  "params",
]);

/** Whether a line that begins with `token` has an `end` of its own. */
function opensBlock(program: Program, token: Token): boolean {
  const next = neighbour(program, token, 1);
  if (isString(token) || reads(next, "=")) return false;
  if (reads(token, "returns")) return reads(next, "union");
  return OPENERS.has(token.text);
}
