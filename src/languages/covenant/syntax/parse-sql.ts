import { advance, at, type Cursor, current, inBlock, stopUnexpected, tokenAt } from "./cursor.ts";
import type { Name } from "./terms.ts";

/**
 * The text of a SQL body: up to the lower-case `end` that closes it. A lower-case `body` inside opens a level, and
 * strings hide both, as to the reference's lexer.
 */
export function parseSql(cursor: Cursor): Name {
  if (!at(cursor, "body")) stopUnexpected(cursor, '"body"', "A query with a dialect has a body");
  const keyword = advance(cursor);
  return inBlock(cursor, { name: "body", opened: keyword }, () => {
    const first = current(cursor);
    let depth = 1;
    while (depth > 0) {
      const token = current(cursor);
      if (token.kind === "end-of-file") stopUnexpected(cursor, '"end" of the query\'s body');
      if (at(cursor, "body")) depth += 1;
      if (at(cursor, "end")) depth -= 1;
      advance(cursor);
    }
    const last = tokenAt(cursor, cursor.index - 2);
    const isEmpty = last === keyword;
    const start = isEmpty ? keyword.end : first.start;
    const end = isEmpty ? keyword.end : last.end;
    return { text: cursor.source.slice(start, end), start, end };
  });
}
