/** What a node reaches the outside world through: injected ports, and clients of known packages. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { ancestors, childOf, textOf } from "../../../syntax/nodes.ts";
import { calleeOf } from "../../../syntax/python/calls.ts";
import { calledName } from "../../../syntax/python/names.ts";
import { valueTypes } from "../../../syntax/python/value-types.ts";

/** Packages and modules that do I/O. */
const IO_MODULES = [
  "sqlite3",
  "aiosqlite",
  "psycopg",
  "psycopg2",
  "asyncpg",
  "sqlalchemy",
  "redis",
  "aioredis",
  "httpx",
  "requests",
  "aiohttp",
  "urllib3",
  "urllib.request",
  "socket",
  "aiokafka",
  "confluent_kafka",
  "kafka",
  "aiofiles",
  "boto3",
  "git",
  "subprocess",
];

/** Whether a dotted name is one of these modules, or something in it. */
export const isOfIoModule = (name: string): boolean =>
  IO_MODULES.some((module) => name === module || name.startsWith(`${module}.`));

/** Whether it is the type of a port or client, or what one of their methods gave. */
export const isPortType = (type: string): boolean =>
  type.split(".").some((part) => /^(?:Protocol|Port)[A-Z]/.test(part)) || isOfIoModule(type);

/** Methods that let go of something: waiting for them is bounded elsewhere. */
const LETS_GO = /^(?:a?close|stop|release|disconnect|shutdown|wait_closed)$/;

/** Whether a call goes out through a port or client; closing one does not count. */
export function isPortCall(call: SyntaxNode): boolean {
  const name = calledName(call);
  if (name !== undefined) return isOfIoModule(name) && !/\.[A-Z]\w*$/.test(name);
  const callee = calleeOf(call);
  if (callee?.type !== "attribute") return false;
  const [object, method] = [childOf(callee, "object"), childOf(callee, "attribute")];
  if (object === undefined || method === undefined || LETS_GO.test(textOf(method))) return false;
  return valueTypes(object).some(isPortType);
}

/** Nodes between a call and the `await` that waits for it: `await gather(port.read(), port.list())`. */
const BETWEEN = new Set([
  "call",
  "argument_list",
  "parenthesized_expression",
  "list",
  "list_splat",
  "generator_expression",
  "list_comprehension",
]);

/** The `await` that waits for a call, and the calls between the two, innermost first. */
export function awaitOf(
  call: SyntaxNode,
): { readonly node: SyntaxNode; readonly through: readonly SyntaxNode[] } | undefined {
  const through: SyntaxNode[] = [];
  for (const around of ancestors(call)) {
    if (around.type === "await") return { node: around, through };
    if (!BETWEEN.has(around.type)) return undefined;
    if (around.type === "call") through.push(around);
  }
  return undefined;
}
