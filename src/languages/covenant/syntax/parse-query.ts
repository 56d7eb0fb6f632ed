/** Steps on data: query, insert, update, delete, traverse. */

import { finding } from "../finding.ts";
import {
  advance,
  advanceAny,
  at,
  type Cursor,
  current,
  describeToken,
  expectStringValue,
  expectText,
  inBlock,
  isString,
  rangeFrom,
  skip,
  stop,
  stopUnexpected,
  tokenAt,
} from "./cursor.ts";
import {
  expectAttribute,
  expectEnd,
  placeAfterName,
  readBlock,
  stopWithoutAttribute,
} from "./expect.ts";
import { COLUMN, QUERY_PARAMETER } from "./operand-places.ts";
import { parseCondition } from "./parse-condition.ts";
import { parseOperand } from "./parse-operand.ts";
import { parseReturns } from "./parse-signature.ts";
import { parseSql } from "./parse-sql.ts";
import type { Condition, NamedOperand, SetColumn, StructuredQueryStep } from "./step-ast.ts";
import type { Payload } from "./step-payload.ts";
import { readString } from "./string-value.ts";
import type { Name } from "./terms.ts";

/** A `dialect` makes it a query in that dialect's own words, whatever it is called. */
export const parseQuery = (cursor: Cursor): Payload =>
  at(cursor, "dialect") ? parseSqlQuery(cursor) : parseStructuredQuery(cursor);

function parseStructuredQuery(cursor: Cursor): Payload {
  const target = expectAttribute(cursor, "query", "target");
  if (!at(cursor, "select")) stopUnexpected(cursor, '"select"');
  advance(cursor);
  const select = parseSelect(cursor);
  if (!at(cursor, "from")) stopUnexpected(cursor, 'from="…"');
  const from = expectAttribute(cursor, "query", "from");
  const where = parseWhere(cursor);
  const order = parseOrder(cursor);
  const limit = parseLimit(cursor);
  return { form: "structured", target, select, from, where, order, limit };
}

function parseSelect(cursor: Cursor): Name | undefined {
  if (skip(cursor, "all") !== undefined) return undefined;
  if (skip(cursor, "field") === undefined) stopUnexpected(cursor, '"all" or field="…"');
  return expectStringValue(cursor, "field");
}

function parseWhere(cursor: Cursor): Condition | undefined {
  const keyword = skip(cursor, "where");
  if (keyword === undefined) return undefined;
  const block = { name: "where", opened: keyword };
  return readBlock(cursor, block, () => parseCondition(cursor));
}

function parseOrder(cursor: Cursor): StructuredQueryStep["order"] {
  if (skip(cursor, "order") === undefined) return undefined;
  if (!at(cursor, "by")) stopUnexpected(cursor, 'by="…"');
  advance(cursor);
  const by = expectStringValue(cursor, "by");
  if (skip(cursor, "dir") === undefined) {
    const bare = skip(cursor, "desc") ?? skip(cursor, "asc");
    return { by, isDescending: bare?.text === "desc" };
  }
  expectText(cursor, "=");
  const direction = current(cursor);
  const isKnown = isString(direction) || at(cursor, "asc") || at(cursor, "desc");
  if (!isKnown) stopUnexpected(cursor, '"asc" or "desc"');
  advance(cursor);
  const text = isString(direction) ? readString(direction).text : direction.text;
  return { by, isDescending: text === "desc" };
}

/** Any one token may follow; what is no number counts as 0. */
function parseLimit(cursor: Cursor): StructuredQueryStep["limit"] {
  const keyword = skip(cursor, "limit");
  if (keyword === undefined) return undefined;
  expectText(cursor, "=");
  const token = advanceAny(cursor, "a whole number");
  const value = token.kind === "integer" ? Number(token.text) : 0;
  return { value, ...rangeFrom(cursor, keyword) };
}

function parseSqlQuery(cursor: Cursor): Payload {
  const dialect = expectAttribute(cursor, "query", "dialect");
  const target = expectAttribute(cursor, "query", "target");
  const sql = parseSql(cursor);
  const paramsKeyword = skip(cursor, "params");
  const hasParams = paramsKeyword !== undefined;
  const params: NamedOperand[] = [];
  if (paramsKeyword !== undefined) {
    const block = { name: "params", opened: paramsKeyword };
    inBlock(cursor, block, () => {
      while (at(cursor, "param")) params.push(parseQueryParameter(cursor));
      expectEnd(cursor, block);
    });
  }
  const returns = at(cursor, "returns") ? parseReturns(cursor) : undefined;
  if (!hasParams && returns === undefined) refuseEarlyEnd(cursor);
  return { form: "sql", dialect, target, sql, params, hasParams, returns };
}

/** What may stand behind a query's body, parameters and result. */
const AFTER_SQL: ReadonlySet<string> = new Set(["as", "mut", "end", "step", "handle"]);

/** A lower-case `end` inside SQL, as in `case … end`, closes the body: better said than that `as` is missing. */
function refuseEarlyEnd(cursor: Cursor): void {
  const token = current(cursor);
  if (AFTER_SQL.has(token.text) || token.error !== undefined || token.kind === "end-of-file")
    return;
  const found = describeToken(token);
  const stopsAt = placeAfterName(cursor) ?? token.start;
  stop(
    cursor,
    finding(
      "sql_body_closed_early",
      tokenAt(cursor, cursor.index - 1),
      { found },
      `This "end" closes the SQL body, though ${found} follows`,
      { stopsAt, help: "Write the SQL word in upper case: END" },
    ),
  );
}

function parseQueryParameter(cursor: Cursor): NamedOperand {
  const keyword = advance(cursor);
  const name = expectAttribute(cursor, "parameter", "name");
  const operand = parseOperand(cursor, QUERY_PARAMETER);
  return { name, operand, ...rangeFrom(cursor, keyword) };
}

export function parseInsert(cursor: Cursor): Payload {
  if (!at(cursor, "into")) stopUnexpected(cursor, 'into="…"');
  const into = expectAttribute(cursor, "insert", "into");
  return { into, sets: parseSets(cursor) };
}

export function parseUpdate(cursor: Cursor): Payload {
  const target = expectAttribute(cursor, "update", "target");
  const sets = parseSets(cursor);
  return { target, sets, where: parseWhere(cursor) };
}

export function parseDelete(cursor: Cursor): Payload {
  if (!at(cursor, "from")) stopUnexpected(cursor, 'from="…"');
  const from = expectAttribute(cursor, "delete", "from");
  return { from, where: parseWhere(cursor) };
}

function parseSets(cursor: Cursor): SetColumn[] {
  const sets: SetColumn[] = [];
  while (at(cursor, "set")) {
    const keyword = advance(cursor);
    if (!at(cursor, "field")) stopUnexpected(cursor, 'field="…"');
    const name = expectAttribute(cursor, "set", "field");
    const operation = parseSetOperation(cursor);
    const operand = parseOperand(cursor, COLUMN);
    sets.push({ name, operation, operand, ...rangeFrom(cursor, keyword) });
  }
  return sets;
}

function parseSetOperation(cursor: Cursor): Name | undefined {
  if (skip(cursor, "op") === undefined) return undefined;
  expectText(cursor, "=");
  const { text, start, end } = advanceAny(cursor, "an operation");
  return { text, start, end };
}

export function parseTraverse(cursor: Cursor): Payload {
  const target = expectAttribute(cursor, "traverse", "target");
  const from = expectAttribute(cursor, "traverse", "from");
  const relation = parseRelation(cursor);
  const depth = parseDepth(cursor);
  return { target, from, ...relation, depth, direction: parseDirection(cursor) };
}

function parseRelation(cursor: Cursor): Payload {
  if (skip(cursor, "relation") !== undefined)
    return { relation: expectStringValue(cursor, "relation"), via: "relation" };
  if (skip(cursor, "follow") === undefined)
    stopWithoutAttribute(cursor, "traverse", "follow", { readsName: false });
  if (!at(cursor, "type")) stopWithoutAttribute(cursor, "follow", "type");
  advance(cursor);
  expectText(cursor, "=");
  const { text, start, end } = advanceAny(cursor, "the type of a relation");
  return { relation: { text, start, end }, via: "follow" };
}

function parseDepth(cursor: Cursor): number | "unbounded" | undefined {
  if (skip(cursor, "depth") === undefined) return undefined;
  expectText(cursor, "=");
  const token = current(cursor);
  if (token.kind !== "integer" && token.kind !== "identifier" && !isString(token))
    stopUnexpected(cursor, "a number of levels");
  advance(cursor);
  return token.kind === "integer" ? Number(token.text) : "unbounded";
}

function parseDirection(cursor: Cursor): Name | undefined {
  if (skip(cursor, "direction") === undefined) return undefined;
  expectText(cursor, "=");
  const token = current(cursor);
  if (token.kind !== "identifier" && !isString(token))
    stopUnexpected(cursor, '"outgoing", "incoming" or "both"');
  advance(cursor);
  if (isString(token)) return readString(token);
  return { text: token.text, start: token.start, end: token.end };
}
