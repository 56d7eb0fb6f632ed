import type { Program } from "../../syntax/ast.ts";
import type { SqlQueryStep } from "../../syntax/step-ast.ts";
import { databaseError } from "../raised.ts";
import { type Frame, readOperand } from "../steps/frame.ts";
import type { Value } from "../values/value.ts";
import { ANY, readReturns } from "../values/value-type.ts";
import { bindPlaceholders } from "./bind-placeholders.ts";
import { mentionedIn, tablesFor } from "./mentioned-names.ts";
import { isWord, joinSql, type Piece, readDialect, splitSql } from "./pieces.ts";
import { readSqlResult } from "./read-sql-result.ts";
import { openSqlDatabase } from "./sql-database.ts";
import { translateCasts } from "./translate-casts.ts";
import { translateFetch, translateTop } from "./translate-limits.ts";
import { translateWords, withoutSchemas } from "./translate-words.ts";

/** What may begin a statement: nothing that opens files or changes SQLite's settings. */
const VERBS = ["SELECT", "WITH", "VALUES", "INSERT", "UPDATE", "DELETE", "REPLACE"];

/** Runs an SQL step on a database in memory that holds the target's tables. */
export function runSql(step: SqlQueryStep, frame: Frame): Value {
  const { loaded, world, meter } = frame.run;
  const dialect = readDialect(step.dialect.text);
  const params = new Map(
    step.params.map(({ name, operand }) => [name.text, readOperand(operand, frame)]),
  );
  const written = splitSql(textWithoutComments(step, loaded.program), dialect);
  const pieces = requireOneStatement(written);
  const { pieces: bound, values } = bindPlaceholders(pieces, params);
  const target = step.target.text;
  const sql = joinSql(
    translateFetch(
      translateTop(
        translateCasts(translateWords(withoutSchemas(bound, schemasOf(target)), dialect)),
      ),
    ),
  );
  meter.spend(50);
  meter.spendUnits(sql.length);
  const tables = tablesFor(target, pieces, world.tables);
  const options = { dialect, mentioned: mentionedIn(pieces), meter };
  using database = openSqlDatabase(tables, options);
  const result = database.run(sql, values);
  database.readBack(loaded.shapes);
  const type = step.returns === undefined ? ANY : readReturns(step.returns);
  return meter.admit(readSqlResult(result, type, loaded.shapes));
}

/** Covenant's comments vanish inside SQL too, even between its quotes. */
function textWithoutComments({ sql }: SqlQueryStep, { source, comments }: Program): string {
  const parts: string[] = [];
  let start = sql.start;
  for (const comment of comments)
    if (comment.start >= sql.start && comment.end <= sql.end) {
      parts.push(source.slice(start, comment.start));
      start = comment.end;
    }
  parts.push(source.slice(start, sql.end));
  return parts.join("");
}

function requireOneStatement(pieces: readonly Piece[]): readonly Piece[] {
  const end = pieces.findIndex((found) => isWord(found, ";"));
  if (end >= 0 && end < pieces.length - 1)
    throw databaseError("Cannot run SQL: a query holds one statement");
  if (!isWord(pieces[0], ...VERBS))
    throw databaseError(`Cannot run SQL: a statement begins with ${VERBS.join(", ")}`);
  return end < 0 ? pieces : pieces.slice(0, end);
}

/** What may stand before the name of a table without meaning anything here. */
const schemasOf = (target: string): ReadonlySet<string> =>
  new Set(["public", "dbo", "main", target.slice(target.lastIndexOf(".") + 1).toLowerCase()]);
