/** Rules about what each kind gives back and sends out: KND005–KND008. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, findAround, namedChildren, textOf } from "../../../syntax/nodes.ts";
import { argumentsOf, calleeOf } from "../../../syntax/python/calls.ts";
import {
  classOfMethod,
  declaredName,
  functionsIn,
  parametersOf,
  returnTypeOf,
  walkBody,
} from "../../../syntax/python/functions.ts";
import { once, type PythonModule } from "../../../syntax/python/module.ts";
import { calledName, lastPart } from "../../../syntax/python/names.ts";
import { constantText } from "../../../syntax/python/strings.ts";
import { annotatedTypes, valueTypes } from "../../../syntax/python/value-types.ts";
import { eachDeclared, eachNode, lookAt, type Placed } from "./each.ts";
import type { NodeUnit } from "./node-unit.ts";
import { awaitOf, isPortCall } from "./ports.ts";
import { defineRule, findingAt, type Rule, type RuleFinding } from "./rule.ts";

const SENDS =
  /^(?:(?:publish|emit|send|produce)(?:_(?!log_event)\w+)?|execute(?:many|_(?:many|query|batch|command|sql))?)$/;

function saySends(call: SyntaxNode, unit: NodeUnit): string | undefined {
  const callee = calleeOf(call);
  if (callee === undefined) return undefined;
  const method = callee.type === "attribute" ? childOf(callee, "attribute") : callee;
  const object = childOf(callee, "object");
  const name = method?.type === "identifier" ? textOf(method) : "";
  const isOwn = object !== undefined && /^(?:self|cls|super\(\))$/.test(textOf(object));
  const isDeclaredHere = callee.type === "identifier" && isDeclared(name, unit);
  if (SENDS.test(name) && !isOwn && !isDeclaredHere)
    return `\`${textOf(callee)}()\` reaches outside`;
  if (isPortCall(call) && awaitOf(call) !== undefined)
    return `\`await ${textOf(callee)}()\` waits for a port`;
  return undefined;
}

const isDeclared = (name: string, { files }: NodeUnit): boolean =>
  files.some(({ module }) => functionNames(module).has(name));

const functionNames = once(
  ({ root }: PythonModule): ReadonlySet<string> => new Set(functionsIn(root).map(declaredName)),
);

const STATE =
  /^(?:(?:old|prev|previous|current|new|initial)_?)?(?:state|acc|accumulator|aggregate|snapshot)$/;
const EVENT = /^(?:\w+_)?(?:event|envelope|message|record)$/;
/** What tells one delivery from the next. */
const IDENTITY =
  /^(?:(?:event|message|envelope|delivery|dedup|dedupe|idempotency)_(?:ids?|keys?)|seq|sequence(?:_(?:no|number))?|offset|position|seen(?:_\w+)?|processed(?:_\w+)?|last_(?:seq|sequence|offset|event)\w*)$/;

/** Where state is folded: a function from state and event, or a loop over events. */
function* eachFold(unit: NodeUnit): Generator<Placed & { readonly name: SyntaxNode }> {
  for (const placed of eachDeclared(unit, "function_definition")) {
    const names = parametersOf(placed.node).map(({ name }) => name);
    const isFold = names.some((name) => STATE.test(name)) && names.some((name) => EVENT.test(name));
    if (isFold || loopsOverEvents(placed.node)) yield placed;
  }
}

const loopsOverEvents = (callable: SyntaxNode): boolean =>
  [...walkBody(callable)].some((node) => {
    const left = node.type === "for_statement" ? childOf(node, "left") : undefined;
    return left?.type === "identifier" && EVENT.test(textOf(left));
  });

function* checkIdempotent(unit: NodeUnit): Generator<RuleFinding> {
  const folds = [...eachFold(unit)];
  const first = folds[0];
  if (first === undefined || looksAtIdentity(unit)) return;
  yield findingAt(
    first.file,
    first.name,
    `${textOf(first.name)}() counts an event twice that is delivered twice`,
  );
}

function looksAtIdentity(unit: NodeUnit): boolean {
  for (const { node } of eachNode(unit, "attribute")) {
    const name = childOf(node, "attribute");
    const object = childOf(node, "object");
    if (name === undefined || object === undefined) continue;
    if (IDENTITY.test(textOf(name)) || (textOf(name) === "id" && EVENT.test(textOf(object))))
      return true;
  }
  for (const { node } of eachNode(unit, "subscript"))
    if (namedChildren(node).some((key) => IDENTITY.test(constantText(key) ?? ""))) return true;
  return false;
}

const ENTRY_POINTS =
  /^(?:execute_orchestration|process|handle|orchestrate|execute|run|on_\w+|handle_\w+)$/;
/** Models of work to be done, which an orchestrator may hand out. */
const EMITTED = /(?:Intent|Event|Action|Command|Step|Workflow|Envelope|Plan|Schedule)s?$/;

const isDomainModel = (type: string): boolean =>
  /^Model[A-Z]/.test(lastPart(type)) &&
  !/^omnibase_(?:core|spi|infra)\./.test(type) &&
  !EMITTED.test(lastPart(type)) &&
  // Core's own, where the import is not seen.
  !/^Model(?:Orchestrator|Handler)Output$/.test(lastPart(type));

function* checkReturns(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node, name } of eachDeclared(unit, "function_definition")) {
    if (!ENTRY_POINTS.test(textOf(name)) || classOfMethod(node) === undefined) continue;
    const returned = [...walkBody(node)].filter(({ type }) => type === "return_statement");
    const places = returned.filter((statement) =>
      namedChildren(statement).some((value) => valueTypes(value).some(isDomainModel)),
    );
    const declared = returnTypeOf(node);
    const isDeclaredDomain = declared !== undefined && annotatedTypes(declared).some(isDomainModel);
    for (const place of places.length === 0 && isDeclaredDomain && declared ? [declared] : places)
      yield findingAt(
        file,
        place,
        `${textOf(name)}() returns a result: an orchestrator only emits`,
      );
  }
}

/** Slots of a handler's output that are given something. */
function filledSlots(call: SyntaxNode, slots: readonly string[]): readonly string[] {
  const name = calledName(call) ?? textOf(calleeOf(call) ?? call);
  if (lastPart(name) !== "ModelHandlerOutput") return [];
  const { keywords } = argumentsOf(call);
  return slots.filter((slot) => {
    const value = keywords.get(slot);
    return (
      value !== undefined && !/^(?:None|\(\s*\)|\[\s*\]|tuple\(\)|list\(\))$/.test(textOf(value))
    );
  });
}

const saySlots = (slots: readonly string[], kind: string) => (call: SyntaxNode) => {
  const filled = filledSlots(call, slots);
  return filled.length === 0 ? undefined : `${kind} does not give ${filled.join(", ")}`;
};

export const EMITTING_RULES: readonly Rule[] = [
  defineRule({
    id: "KND005",
    kinds: ["reducer"],
    escape: "node-purity-ok",
    title: "Send nothing and wait for nothing: describe side effects as intents",
    fix: "Return a ModelIntent, and let an effect carry it out",
    check: lookAt(["call"], (call, _, unit) =>
      findAround(call, "decorator") === undefined ? saySends(call, unit) : undefined,
    ),
  }),
  defineRule({
    id: "KND006",
    kinds: ["reducer"],
    severity: "warning",
    title: "Fold each event once: look at its id or sequence number",
    fix: "Keep the ids that were seen, or the last sequence number, in the state",
    check: checkIdempotent,
  }),
  defineRule({
    id: "KND007",
    kinds: ["orchestrator"],
    title: "Emit events, intents, and actions; return no domain result",
    fix: "Return ModelOrchestratorOutput, and emit what others must know",
    *check(unit) {
      yield* checkReturns(unit);
      yield* lookAt(["call"], saySlots(["result"], "an orchestrator"))(unit);
    },
  }),
  defineRule({
    id: "KND008",
    kinds: ["compute"],
    title: "Give back a result, never events, intents, or projections",
    fix: "Put the value into `result`",
    check: lookAt(["call"], saySlots(["events", "intents", "projections"], "a compute")),
  }),
];
