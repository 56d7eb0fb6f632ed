/** What can be said for sure about an SQL statement without being its database. */

import type { Range } from "../syntax/token.ts";
import type { Filter } from "./filter.ts";
import { type SqlToken, tokenizeSql } from "./sql-tokens.ts";

export interface SqlStatement {
  readonly verb: "select" | "insert" | "update" | "delete";
  /** The one table that it reads or changes, without its schema; `undefined` where there is not just one. */
  readonly table: (Range & { readonly name: string }) | undefined;
  /** Whether several tables, or the rows of a subquery, are put together. */
  readonly isJoined: boolean;
  /** The star that selects all columns. */
  readonly star: Range | undefined;
  readonly hasLimit: boolean;
  /** Whether it gives one row by its form: an aggregate without groups. */
  readonly isAggregate: boolean;
  readonly isGrouped: boolean;
  readonly filter: Filter | undefined;
}

/** Reads one statement; `undefined` for anything that is not read for sure. Ranges are offsets in `text`. */
export function readSql(text: string): SqlStatement | undefined {
  const tokens = tokenizeSql(text);
  if (tokens === undefined) return undefined;
  const start = tokens.findIndex((token) => token.depth === 0 && VERBS.has(keywordOf(token)));
  const first = tokens[start];
  if (first === undefined) return undefined;
  const before = tokens.slice(0, start);
  if (start > 0 && keywordOf(before[0]) !== "WITH") return undefined;
  const statement = withoutEnd(tokens.slice(start).filter(({ depth }) => depth === 0));
  if (statement.some((token) => SEPARATORS.has(keywordOf(token)))) return undefined;
  return readStatement(statement, tokens, findLocalNames(before));
}

const VERBS: ReadonlySet<string> = new Set(["SELECT", "INSERT", "UPDATE", "DELETE"]);
/** What puts two statements into one. */
const SEPARATORS: ReadonlySet<string> = new Set([";", "UNION", "INTERSECT", "EXCEPT", "MINUS"]);
const CLAUSES: ReadonlySet<string> = new Set([
  ...["FROM", "WHERE", "GROUP", "HAVING", "WINDOW", "QUALIFY", "ORDER", "LIMIT", "OFFSET"],
  ...["FETCH", "FOR", "SET", "VALUES", "RETURNING", "OUTPUT", "ON", "INTO", "OPTION"],
]);

/** A word that may be a keyword, or a mark. */
const keywordOf = (token: SqlToken | undefined): string =>
  token === undefined || token.isQuoted || token.kind === "string" ? "" : token.text;

const withoutEnd = (tokens: readonly SqlToken[]): readonly SqlToken[] =>
  keywordOf(tokens.at(-1)) === ";" ? tokens.slice(0, -1) : tokens;

/** Names of `WITH` queries, which are no tables. */
const findLocalNames = (before: readonly SqlToken[]): ReadonlySet<string> =>
  new Set(
    before
      .filter(({ kind, depth }) => kind === "word" && depth === 0)
      .map(({ text }) => text.toLowerCase()),
  );

interface Clauses {
  /** Tokens of a clause without its keyword, nothing inside parentheses; `undefined` where it is not there. */
  get(keyword: string): readonly SqlToken[] | undefined;
}

function splitClauses(statement: readonly SqlToken[]): Clauses {
  const clauses = new Map<string, SqlToken[]>();
  let current: SqlToken[] = [];
  for (const [index, token] of statement.entries()) {
    const keyword = keywordOf(token);
    // `t.from` is a column, and `a IS DISTINCT FROM b` a comparison.
    const isOther = [".", "DISTINCT"].includes(keywordOf(statement[index - 1]));
    const opensClause = index === 0 || (CLAUSES.has(keyword) && !isOther && !clauses.has(keyword));
    if (!opensClause) current.push(token);
    else {
      current = [];
      clauses.set(keyword, current);
    }
  }
  return clauses;
}

function readStatement(
  statement: readonly SqlToken[],
  all: readonly SqlToken[],
  localNames: ReadonlySet<string>,
): SqlStatement | undefined {
  const clauses = splitClauses(statement);
  const verb = keywordOf(statement[0]).toLowerCase() as SqlStatement["verb"];
  const source = findSource(verb, clauses);
  const columns = verb === "select" ? (clauses.get("SELECT") ?? []) : [];
  const isGrouped = clauses.get("GROUP") !== undefined;
  const table = source && readTable(verb, source, localNames, all);
  const where = clauses.get("WHERE");
  return {
    verb,
    table,
    isJoined: source !== undefined && isJoin(source),
    star: findStar(columns),
    hasLimit:
      keywordOf(columns.find((token) => !ROW_WORDS.has(keywordOf(token)))) === "TOP" ||
      clauses.get("LIMIT") !== undefined ||
      clauses.get("FETCH") !== undefined,
    isAggregate: !isGrouped && isAggregate(columns),
    isGrouped,
    filter: where && readFilter(where),
  };
}

function findSource(verb: SqlStatement["verb"], clauses: Clauses): readonly SqlToken[] | undefined {
  if (verb === "update") return clauses.get("UPDATE");
  return clauses.get(verb === "insert" ? "INTO" : "FROM");
}

const ROW_WORDS: ReadonlySet<string> = new Set(["ALL", "DISTINCT"]);

const isJoin = (source: readonly SqlToken[]): boolean =>
  source.some((token) => ["JOIN", "APPLY", ","].includes(keywordOf(token)));

/** `schema.name`, with an alias perhaps; a subquery, a function or two tables are no table. */
function readTable(
  verb: SqlStatement["verb"],
  source: readonly SqlToken[],
  localNames: ReadonlySet<string>,
  all: readonly SqlToken[],
): SqlStatement["table"] {
  if (isJoin(source) || source[0]?.kind !== "word") return undefined;
  let index = 0;
  while (keywordOf(source[index + 1]) === "." && source[index + 2]?.kind === "word") index += 2;
  const token = source[index];
  if (token === undefined) return undefined;
  if (verb !== "insert" && keywordOf(source[index + 1]) === "(") return undefined;
  const name = token.text.toLowerCase();
  const isLocal = index === 0 && localNames.has(name);
  const isCopy = all.some(({ depth, text }) => depth > 0 && text === token.text);
  // A table that a subquery reads too is not read once.
  return isLocal || isCopy ? undefined : { name, start: token.start, end: token.end };
}

/** A star between commas, not that of `COUNT(*)` or of a product. */
const findStar = (columns: readonly SqlToken[]): Range | undefined => {
  const star = columns.find(
    (token, index) =>
      keywordOf(token) === "*" &&
      ["", ",", ".", "ALL", "DISTINCT"].includes(keywordOf(columns[index - 1])) &&
      ["", ","].includes(keywordOf(columns[index + 1])),
  );
  return star && { start: star.start, end: star.end };
};

const AGGREGATES: ReadonlySet<string> = new Set(["COUNT", "SUM", "AVG", "MIN", "MAX", "TOTAL"]);

const isAggregate = (columns: readonly SqlToken[]): boolean =>
  columns.some(
    (token, index) => AGGREGATES.has(keywordOf(token)) && keywordOf(columns[index + 1]) === "(",
  ) && !columns.some((token) => keywordOf(token) === "OVER");

const COMPARISONS: ReadonlySet<string> = new Set(["=", "<", ">", "LIKE", "IN"]);
/** What makes a condition more than a list of comparisons. */
const UNCLEAR: ReadonlySet<string> = new Set(["OR", "NOT", "CASE", "EXISTS", "BETWEEN", "XOR"]);

function readFilter(where: readonly SqlToken[]): Filter {
  if (where.some((token) => UNCLEAR.has(keywordOf(token)))) return { kind: "unknown" };
  const parts: SqlToken[][] = [[]];
  for (const token of where) {
    if (keywordOf(token) === "AND") parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return { kind: "and", parts: parts.map(readComparison) };
}

/** `column = something`, the column perhaps behind its table's name. */
function readComparison(tokens: readonly SqlToken[]): Filter {
  const at = keywordOf(tokens[1]) === "." ? 2 : 0;
  const [column, operator, value] = tokens.slice(at);
  const comparison = keywordOf(operator);
  const isUnequal = comparison === "<" && keywordOf(value) === ">";
  const isComparison =
    column?.kind === "word" && COMPARISONS.has(comparison) && value !== undefined;
  if (!isComparison || isUnequal) return { kind: "unknown" };
  const isEquality = comparison === "=" && isValue(tokens.slice(at + 2));
  const range = { start: tokens[0]?.start ?? column.start, end: column.end };
  return { kind: "comparison", field: column.text.toLowerCase(), isEquality, ...range };
}

/** A placeholder, a number, a string: not another column. */
const isValue = ([first, second]: readonly SqlToken[]): boolean =>
  first?.kind === "number" ||
  first?.kind === "string" ||
  [":", "@", "?", "$"].includes(keywordOf(first)) ||
  (keywordOf(first) === "-" && second?.kind === "number");
