import type { Fix } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import type { Token } from "../syntax/token.ts";
import { fix, insertAt } from "./edits.ts";
import { lineEnd, neighbour, reads } from "./text-places.ts";

/**
 * A string without its closing quote goes on up to the one that should open the next string: over the end of its line,
 * or over the attribute that follows it. The error shows right behind it.
 */
export function fixOpenString(program: Program, token: Token): readonly Fix[] {
  for (const string of [token, neighbour(program, token, -1)]) {
    if (string?.kind !== "string") continue;
    const end = endOfValue(program, string);
    if (end !== undefined) return [fix("Close the string", 0.95, [insertAt(end, '"')])];
  }
  return [];
}

/** Attributes whose values hold no blanks, except between `<` and `>`. */
const NAMES: ReadonlySet<string> = new Set(
  "id kind name type fn as var from of field on in target into condition covers dialect".split(" "),
);

const NEXT_ATTRIBUTE = /\s+[A-Za-z_]+=$/;

function endOfValue(program: Program, string: Token): number | undefined {
  const { source } = program;
  const inner = string.text.slice(1, -1);
  const next = NEXT_ATTRIBUTE.exec(inner);
  if (!inner.includes("\n")) return next === null ? undefined : string.start + 1 + next.index;
  const line = source.slice(string.start + 1, lineEnd(source, string.start)).trimEnd();
  const key = neighbour(program, string, -2);
  const isName = reads(neighbour(program, string, -1), "=") && NAMES.has(key?.text ?? "");
  return string.start + 1 + (isName ? lengthOfName(line) : line.length);
}

/** Up to the first blank that does not stand between `<` and `>`. */
function lengthOfName(line: string): number {
  let depth = 0;
  for (const [at, character] of [...line].entries()) {
    if (character === "<") depth += 1;
    if (character === ">") depth -= 1;
    if (depth <= 0 && character === " ") return at;
  }
  return line.length;
}
