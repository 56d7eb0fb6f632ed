/** Fixes for the `end` of SQL bodies: to the grammar all text up to it is SQL. */

import type { Fix } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import type { Token } from "../syntax/token.ts";
import { fix, insertBefore, replace } from "./edits.ts";
import type { Suggest } from "./finding-of.ts";
import { opensSnippet } from "./open-levels.ts";
import { isString, neighbour, reads, tokenFrom } from "./text-places.ts";

/** The `end` of an SQL `case` in upper case, so that it does not close the query's body. */
export const fixSqlEnd: Suggest<"sql_body_closed_early"> = ({ range }, program) => {
  const end = tokenFrom(program, range.start);
  return reads(end, "end") ? [fix("Write END in upper case", 0.95, [replace(end, "END")])] : [];
};

/** How far before an error its SQL body is looked for. */
const MOST_TOKENS = 2_000;

/** The `end` of an SQL body that has swallowed the rest of its step: the error shows far behind it. */
export function fixOpenSql(program: Program, error: Token): readonly Fix[] {
  for (let back = 1; back < MOST_TOKENS; back += 1) {
    const token = neighbour(program, error, -back);
    if (token === undefined || opensSnippet(program, token)) return [];
    if (!opensSql(program, token)) continue;
    const next = restOfStep(program, token);
    if (next === undefined) return [];
    const edit = insertBefore(program.source, next.start, ["end"]);
    return [fix('Add the "end" of the SQL body', 1, [edit])];
  }
  return [];
}

const opensSql = (program: Program, token: Token): boolean =>
  reads(token, "body") &&
  isString(neighbour(program, token, -1)) &&
  reads(neighbour(program, token, -3), "target");

/** What follows a body and is no SQL, if it comes before the body's `end`. */
function restOfStep(program: Program, body: Token): Token | undefined {
  for (const token of program.tokens.slice(body.index + 1, body.index + MOST_TOKENS)) {
    if (reads(token, "end")) return undefined;
    const next = neighbour(program, token, 1);
    const isReturns =
      reads(token, "returns") && ["type", "collection", "union"].some((word) => reads(next, word));
    const isParams = reads(token, "params") && reads(next, "param");
    const isBinding =
      reads(token, "as") && reads(next, "=") && isString(neighbour(program, token, 2));
    if (isParams || isReturns || isBinding) return token;
  }
  return undefined;
}
