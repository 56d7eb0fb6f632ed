/** Rules about how effects reach the outside world: KND009–KND011, KND015–KND017. */

import type { NodeKind } from "../../../domain/node-contract.ts";
import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { ancestors, childOf, findAround, textOf } from "../../../syntax/nodes.ts";
import { argumentsOf, calleeOf } from "../../../syntax/python/calls.ts";
import { functionAround, isAsync, walkBody } from "../../../syntax/python/functions.ts";
import { calledName } from "../../../syntax/python/names.ts";
import { eachDeclared, eachNode, eachUse, lineStart, lookAt } from "./each.ts";
import { isFileCall } from "./knd-purity.ts";
import type { NodeUnit } from "./node-unit.ts";
import { awaitOf, isPortCall } from "./ports.ts";
import { readRetryLoop } from "./retry-loops.ts";
import { defineRule, findingAt, type Rule, type RuleFinding } from "./rule.ts";
import { contextsOf, isLimited } from "./timeouts.ts";
import { isBareInsert, isWrite } from "./writes.ts";

const EFFECT: readonly NodeKind[] = ["effect"];

const BLOCKING =
  /^(?:requests\.(?:\w+\.)?\w+|httpx\.(?:get|post|put|patch|delete|head|options|request|stream)|time\.sleep|sqlite3\.\w+|psycopg2?\.connect|urllib\.request\.\w+|urllib3\.\w+|subprocess\.(?:run|call|check_call|check_output|getoutput|getstatusoutput|Popen)|os\.(?:system|popen|wait\w*)|socket\.(?:create_connection|getaddrinfo|gethostby\w+)|boto3\.\w+|input)$/;

function sayBlocking(call: SyntaxNode): string | undefined {
  const name = calledName(call);
  if (!(name !== undefined && BLOCKING.test(name)) && !isFileCall(call)) return undefined;
  const around = functionAround(call);
  return around !== undefined && isAsync(around)
    ? `\`${textOf(calleeOf(call) ?? call)}()\` blocks the event loop`
    : undefined;
}

const TRANSPORTS =
  /^(?:aiokafka\.AIOKafka(?:Producer|Consumer)|confluent_kafka\.(?:\w+\.)?(?:AIO)?(?:Serializing|Deserializing)?(?:Producer|Consumer)|kafka\.(?:\w+\.)*Kafka(?:Producer|Consumer))$/;

function* checkTransport(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files) {
    const lines = new Set<number>();
    for (const node of eachUse(file, TRANSPORTS)) {
      const line = lineStart(file, node.start);
      if (!lines.has(line)) yield findingAt(file, node, `${textOf(node)} is a transport`);
      lines.add(line);
    }
  }
}

const sayRetry = (loop: SyntaxNode): string | undefined => {
  const retry = readRetryLoop(loop);
  if (retry === undefined) return undefined;
  if (!retry.isBounded) return "this loop tries again without an end";
  return retry.hasPause ? undefined : "this loop tries again without a pause";
};

const isOn = (unit: NodeUnit, block: string, key: string): boolean => {
  const value = unit.contract?.data[block];
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)[key] === true
    : false;
};

/** Whether a call stands within `async with ….transaction()`, or goes through what that gave. */
const isInTransaction = (call: SyntaxNode): boolean =>
  [...ancestors(call)].some(
    (around) =>
      around.type === "with_statement" &&
      contextsOf(around).some((context) =>
        /(?:transaction|begin|atomic|unit_of_work|uow)\w*(?:\(|$)/i.test(textOf(context)),
      ),
  );

/** Within a `for` that goes on after it: one that is returned ends the loop. */
const isInLoop = (node: SyntaxNode): boolean =>
  findAround(node, "for_statement", "while_statement", "return_statement", "function_definition")
    ?.type === "for_statement";

/** Branches of which one run takes one. */
const branchOf = (node: SyntaxNode): SyntaxNode | undefined => {
  let inner = node;
  for (const around of ancestors(node)) {
    if (around.type === "function_definition") return undefined;
    if (["elif_clause", "else_clause", "case_clause"].includes(around.type)) return around;
    if (around.type === "if_statement" && inner.field === "consequence") return inner;
    inner = around;
  }
  return undefined;
};

function* checkTransaction(unit: NodeUnit): Generator<RuleFinding> {
  if (!isOn(unit, "transaction_management", "enabled")) return;
  for (const { file, node } of eachDeclared(unit, "function_definition")) {
    const writes = [...walkBody(node)].filter(
      (call) => call.type === "call" && isWrite(call) && !isInTransaction(call),
    );
    const torn = writes.find(
      (write, index) =>
        isInLoop(write) || writes.slice(0, index).some((earlier) => areBothRun(earlier, write)),
    );
    if (torn !== undefined)
      yield findingAt(file, torn, "a failure here leaves the earlier write alone");
  }
}

const areBothRun = (one: SyntaxNode, other: SyntaxNode): boolean => {
  const [a, b] = [branchOf(one), branchOf(other)];
  return a === undefined || b === undefined || a === b;
};

const KEYS = /key|dedup|conflict|on_duplicate|unique/;

function* checkInserts(unit: NodeUnit): Generator<RuleFinding> {
  if (unit.contract?.data["idempotent_operations"] !== true) return;
  for (const { file, node } of eachNode(unit, "string", "concatenated_string"))
    if (isBareInsert(node))
      yield findingAt(file, node, "this INSERT, made twice, fails or doubles");
  for (const { file, node } of eachNode(unit, "call")) {
    const callee = calleeOf(node);
    const method = callee?.type === "attribute" ? childOf(callee, "attribute") : undefined;
    if (method === undefined || !/^insert(?:_(?:one|many|row|record))?$/.test(textOf(method)))
      continue;
    if (isPortCall(node) && ![...argumentsOf(node).keywords.keys()].some((name) => KEYS.test(name)))
      yield findingAt(file, node, `\`${textOf(callee ?? node)}()\`, made twice, fails or doubles`);
  }
}

export const EFFECT_RULES: readonly Rule[] = [
  defineRule({
    id: "KND009",
    kinds: EFFECT,
    title: "Give every wait for the outside a time limit: `async with asyncio.timeout(seconds)`",
    fix: "Put it under `async with asyncio.timeout(self._timeout_s):`",
    check: lookAt(["call"], (call) =>
      isPortCall(call) && awaitOf(call) !== undefined && !isLimited(call)
        ? `\`await ${textOf(calleeOf(call) ?? call)}()\` may wait for ever`
        : undefined,
    ),
  }),
  defineRule({
    id: "KND010",
    kinds: ["effect", "orchestrator"],
    title: "Block nothing in async code: no requests, time.sleep, open, or sqlite3",
    fix: "Take an async client, or `await asyncio.to_thread(…)`",
    check: lookAt(["call"], sayBlocking),
  }),
  defineRule({
    id: "KND011",
    kinds: EFFECT,
    title: "Publish through an event bus port, never through a producer of your own",
    fix: "Take a Protocol port, and let its adapter hold the producer",
    check: checkTransport,
  }),
  defineRule({
    id: "KND015",
    kinds: EFFECT,
    title: "Bound every retry, and wait longer from try to try",
    fix: "Try at most max_attempts times, and sleep with exponential back-off and jitter",
    check: lookAt(["while_statement", "for_statement"], sayRetry),
  }),
  defineRule({
    id: "KND016",
    kinds: EFFECT,
    severity: "warning",
    title: "Make several writes in one transaction where the contract asks for one",
    fix: "Write within `async with self._store.transaction():`",
    check: checkTransaction,
  }),
  defineRule({
    id: "KND017",
    kinds: EFFECT,
    severity: "warning",
    title: "Write idempotently where the contract says so: a key, and an upsert",
    fix: "Add ON CONFLICT (key) DO UPDATE or DO NOTHING",
    check: checkInserts,
  }),
];
