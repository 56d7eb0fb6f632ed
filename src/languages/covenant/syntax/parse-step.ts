import { finding } from "../finding.ts";
import { STEP_KINDS, type StepKind } from "../tables/kinds.ts";
import { OPERATIONS, REMOVED_OPERATIONS } from "../tables/operations.ts";
import {
  advance,
  at,
  type Cursor,
  current,
  describeToken,
  expectText,
  inBlock,
  rangeFrom,
  SyntaxStop,
  skip,
  stop,
  stopUnexpected,
} from "./cursor.ts";
import { expectAttribute, expectEnd, readBlock, readKind } from "./expect.ts";
import { nearestNames } from "./nearest-names.ts";
import { ARG, BIND, FIELD, INPUT, RETURN } from "./operand-places.ts";
import {
  parseConcurrency,
  parseFor,
  parseIf,
  parseMatch,
  parseTransaction,
} from "./parse-block-step.ts";
import { parseOperand } from "./parse-operand.ts";
import { parseDelete, parseInsert, parseQuery, parseTraverse, parseUpdate } from "./parse-query.ts";
import { resumeAfterStep } from "./resume.ts";
import type { HandleCase, NamedOperand, ReturnStep, Step } from "./step-ast.ts";
import type { Payload } from "./step-payload.ts";
import type { Name } from "./terms.ts";

/** Steps, as many as there are. One that cannot be read is left out, and reading goes on behind it. */
export function parseSteps(cursor: Cursor): Step[] {
  const steps: Step[] = [];
  while (at(cursor, "step")) {
    const keyword = current(cursor);
    try {
      steps.push(parseStep(cursor));
    } catch (error) {
      if (!(error instanceof SyntaxStop) || !resumeAfterStep(cursor, keyword)) throw error;
    }
  }
  return steps;
}

const STEP = { kinds: STEP_KINDS, rule: "invalid_step_kind", what: "step kind" } as const;

function parseStep(cursor: Cursor): Step {
  const keyword = advance(cursor);
  const id = expectAttribute(cursor, "step", "id");
  const kindName = expectAttribute(cursor, "step", "kind");
  const kind = readKind(cursor, kindName, STEP);
  const block = { name: `step "${id.text}"`, opened: keyword };
  return inBlock(cursor, block, () => {
    const payload = PAYLOADS[kind](cursor);
    const isMutable = skip(cursor, "mut") !== undefined;
    const as = expectAttribute(cursor, block.name, "as");
    const handled = kind === "call" ? { handle: parseHandle(cursor) } : {};
    expectEnd(cursor, block);
    const range = rangeFrom(cursor, keyword);
    return {
      kind,
      id,
      kindName,
      ...payload,
      ...handled,
      isMutable,
      as,
      ...range,
    } as unknown as Step;
  });
}

const PAYLOADS: { readonly [Kind in StepKind]: (cursor: Cursor) => Payload } = {
  compute: parseCompute,
  call: parseCall,
  bind: (cursor) => ({ operand: parseOperand(cursor, BIND) }),
  return: (cursor) => ({ value: parseReturnValue(cursor) }),
  construct: (cursor) => {
    const type = expectAttribute(cursor, "construct", "type");
    return { type, fields: parseNamedOperands(cursor) };
  },
  if: (cursor) => parseIf(cursor, parseSteps),
  match: (cursor) => parseMatch(cursor, parseSteps),
  for: (cursor) => parseFor(cursor, parseSteps),
  query: parseQuery,
  insert: parseInsert,
  update: parseUpdate,
  delete: parseDelete,
  transaction: (cursor) => parseTransaction(cursor, parseSteps),
  traverse: parseTraverse,
  parallel: (cursor) => parseConcurrency(cursor, ["on_error", "timeout"], parseSteps),
  race: (cursor) => parseConcurrency(cursor, ["timeout", "on_timeout"], parseSteps),
};

function parseCompute(cursor: Cursor): Payload {
  if (!at(cursor, "op")) stopUnexpected(cursor, "op=…");
  advance(cursor);
  expectText(cursor, "=");
  const operation = readOperation(cursor);
  const inputs = [];
  while (skip(cursor, "input") !== undefined) inputs.push(parseOperand(cursor, INPUT));
  return { operation, inputs };
}

function readOperation(cursor: Cursor): Name {
  const token = current(cursor);
  const { text, start, end } = token;
  const isKnown = OPERATIONS.has(text) && (token.kind === "identifier" || token.kind === "keyword");
  if (isKnown) {
    advance(cursor);
    return { text, start, end };
  }
  if (token.error === "unclosed-string" || token.kind === "end-of-file")
    stopUnexpected(cursor, "an operation");
  // The reference steps over a word that may be an operation before it stops.
  const stopsAt =
    token.kind === "identifier" ? (advance(cursor), current(cursor).start) : undefined;
  const replacement = REMOVED_OPERATIONS.get(text);
  const candidates = nearestNames(text, OPERATIONS.keys());
  const help =
    replacement !== undefined
      ? `Call the library function instead: a step of kind "call" with fn="${replacement}"`
      : candidates[0] !== undefined
        ? `Did you mean "${candidates[0]}"?`
        : "Operations are words such as add, sub, equals, less, and, not; there are no symbols";
  stop(
    cursor,
    finding(
      "invalid_operation",
      token,
      { name: text, replacement, candidates },
      `There is no operation ${describeToken(token)}`,
      { stopsAt, help },
    ),
  );
}

function parseCall(cursor: Cursor): Payload {
  const callee = expectAttribute(cursor, "call", "fn");
  const args: NamedOperand[] = [];
  while (at(cursor, "arg")) {
    const keyword = advance(cursor);
    const name = expectAttribute(cursor, "argument", "name");
    const operand = parseOperand(cursor, ARG);
    args.push({ name, operand, ...rangeFrom(cursor, keyword) });
  }
  return { callee, args };
}

function parseHandle(cursor: Cursor): readonly HandleCase[] | undefined {
  const keyword = skip(cursor, "handle");
  if (keyword === undefined) return undefined;
  const block = { name: "handle", opened: keyword };
  return inBlock(cursor, block, () => {
    const cases: HandleCase[] = [];
    while (at(cursor, "case")) cases.push(parseHandleCase(cursor));
    expectEnd(cursor, block);
    return cases;
  });
}

function parseHandleCase(cursor: Cursor): HandleCase {
  const keyword = advance(cursor);
  const type = expectAttribute(cursor, "case", "type");
  const block = { name: `case "${type.text}"`, opened: keyword };
  const steps = readBlock(cursor, block, () => parseSteps(cursor));
  return { type, steps, ...rangeFrom(cursor, keyword) };
}

function parseReturnValue(cursor: Cursor): ReturnStep["value"] {
  const keyword = current(cursor);
  const kind = at(cursor, "struct") ? "struct" : at(cursor, "variant") ? "variant" : undefined;
  if (kind === undefined) return { kind: "operand", operand: parseOperand(cursor, RETURN) };
  advance(cursor);
  const type = expectAttribute(cursor, `return ${kind}`, "type");
  const block = { name: `${kind} "${type.text}"`, opened: keyword };
  const fields = readBlock(cursor, block, () => parseNamedOperands(cursor));
  return { kind, type, fields, ...rangeFrom(cursor, keyword) };
}

/** `field name="…" source`, as many as there are. */
function parseNamedOperands(cursor: Cursor): NamedOperand[] {
  const fields: NamedOperand[] = [];
  while (at(cursor, "field")) {
    const keyword = advance(cursor);
    const name = expectAttribute(cursor, "field", "name");
    const operand = parseOperand(cursor, FIELD);
    fields.push({ name, operand, ...rangeFrom(cursor, keyword) });
  }
  return fields;
}
