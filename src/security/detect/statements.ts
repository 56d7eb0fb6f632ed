/** Statements and filters that are put together from values. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { namedChildren, textOf } from "../../syntax/nodes.ts";
import { constantOf, definitionsByName, HOLE, readText, resolve } from "../built-text.ts";
import type { Call, Code, Definition, Finding } from "../code.ts";

/** Read as a statement wherever it stands: key words in capitals, and two of them. */
const STATEMENT =
  /^\s*(?:WITH\s[\s\S]*?\bAS\s|SELECT\s[\s\S]*?\sFROM\s|INSERT\s+(?:INTO|OR)\s|REPLACE\s+INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s|DROP\s+(?:TABLE|DATABASE|SCHEMA|INDEX|VIEW)\s|ALTER\s+TABLE\s|CREATE\s+(?:TABLE|INDEX|DATABASE|SCHEMA)\s|TRUNCATE\s+(?:TABLE\s)?)/;
/** Read as a statement where a database is given it. */
const BEGINNING =
  /^\s*(?:with|select|insert|update|delete|drop|alter|create|replace|truncate|merge|grant|call|exec|pragma|copy|vacuum|set|begin|use)\b/i;
const EXECUTING =
  /^(?:execute|executemany|executescript|execute_script|fetch|fetchrow|fetchval|fetchall|fetch_all|fetch_one|fetch_optional|text|raw|query|query_as|query_scalar|query_row|queryRaw|queryRawUnsafe|\$queryRawUnsafe|\$executeRawUnsafe|executeRaw|exec|prepare|prepareStatement|unsafe|sql_query|batch_execute|literal)$/;
const DATABASE =
  /(?:^|_|\b)(?:cursor|cur|conn|connection|db|database|session|pool|tx|transaction|trx|client|knex|sequelize|engine|sqlx|diesel|orm)$/i;

/** `SEC008` */
export function* findSqlInjections(code: Code): Generator<Finding> {
  const told = new Set<SyntaxNode>();
  for (const found of [...inCalls(code), ...standing(code), ...grown(code)]) {
    if (told.has(found)) continue;
    told.add(found);
    yield { rule: "SEC008", node: found };
  }
}

function* inCalls(code: Code): Generator<SyntaxNode> {
  for (const call of code.calls) {
    const [given] = call.positional;
    if (given === undefined || !EXECUTING.test(call.method)) continue;
    const built = readText(code, given);
    if (built === undefined || built.holes.every((hole) => isHarmless(code, hole))) continue;
    if (BEGINNING.test(built.text) || goesToDatabase(code, call)) yield resolve(code, given);
  }
}

/** A text that nothing but a database understands is a statement, although it does not begin like one. */
function goesToDatabase(code: Code, { receiver, method }: Call): boolean {
  const name = receiver === undefined ? undefined : code.lastName(code.unwrap(receiver));
  return name !== undefined && DATABASE.test(name) && method !== "fetch" && method !== "exec";
}

function* standing(code: Code): Generator<SyntaxNode> {
  for (const node of code.builtTexts) {
    const built = readText(code, node);
    // "SELECT … FROM" is a sentence about a statement.
    if (built === undefined || !STATEMENT.test(built.text) || built.text.includes("…")) continue;
    if (!built.holes.every((hole) => isHarmless(code, hole))) yield node;
  }
}

/** A statement to which values are added one after the other. */
function* grown(code: Code): Generator<SyntaxNode> {
  for (const definition of code.definitions) {
    if (definition.kind !== "grown") continue;
    const first = firstOf(code, definition);
    const start = first === undefined ? undefined : readText(code, first.value);
    if (start === undefined || !STATEMENT.test(`${start.text} `)) continue;
    const added = readText(code, definition.value);
    const holes = added?.holes ?? [definition.value];
    if (!holes.every((hole) => isHarmless(code, hole))) yield code.unwrap(definition.value);
  }
}

const firstOf = (code: Code, { name, scope, node }: Definition): Definition | undefined =>
  definitionsByName(code)
    .get(name)
    ?.find(
      (other) => other.kind === "whole" && other.scope === scope && other.node.end <= node.start,
    );

/** Numbers, and what was escaped for a statement. */
function isHarmless(code: Code, hole: SyntaxNode): boolean {
  const node = resolve(code, hole);
  if (/^[\d_\s*+()]+$/.test(textOf(node))) return true;
  if (/^(?:integer|float|number|integer_literal)$/.test(node.type)) return true;
  if (node.type === "member_expression" && /\.(?:length|size)$/.test(textOf(node))) return true;
  if (/^(?:ternary_expression|conditional_expression)$/.test(node.type))
    return isChosen(code, node);
  const name = code.lastName(node);
  if (name !== undefined && ESCAPING.test(name) && textOf(node).endsWith(")")) return true;
  if (node.type !== "identifier") return false;
  const callable = code.functionAround(node);
  const parameters = callable === undefined ? [] : code.parametersOf(callable);
  const type = parameters.find((parameter) => parameter.name === textOf(node))?.type;
  return type !== undefined && NUMBER_TYPE.test(type);
}

/** One of two constants. */
function isChosen(code: Code, node: SyntaxNode): boolean {
  const named = namedChildren(node);
  const ways = node.type === "ternary_expression" ? named.slice(1) : [named[0], named[2]];
  return ways.every((way) => constantOf(code, way) !== undefined);
}

const ESCAPING = /^(?:int|float|len|Number|parseInt|Identifier|Literal)$|escape|quote|placeholder/i;
const NUMBER_TYPE =
  /^(?:int|float|bool|number|bigint|boolean|[iu](?:8|16|32|64|128|size)|f32|f64)$/;

const LDAP = /^\s*\((?:[&|!]\s*\()*[\w;.-]+[~<>]?=[^)]*/;

/** `SEC044` */
export function* findFilterInjections(code: Code): Generator<Finding> {
  for (const node of code.builtTexts) {
    const built = readText(code, node);
    if (built === undefined || !LDAP.test(built.text) || !built.text.includes(`=${HOLE}`)) continue;
    if (!built.holes.every((hole) => isHarmless(code, hole))) yield { rule: "SEC044", node };
  }
  for (const { name, value } of code.namedValues) {
    if (name !== "$where" && name !== "$function" && name !== "$accumulator") continue;
    const holes = readText(code, value)?.holes ?? [value];
    if (holes.length > 0) yield { rule: "SEC044", node: value };
  }
}
