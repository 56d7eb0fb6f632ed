/** Steps with several ways through them: if, match, for, parallel, race. */

import { finding } from "../finding.ts";
import { checkExhaustiveness } from "../semantics/matches.ts";
import { listOf, primitive, type Type } from "../semantics/types.ts";
import type {
  ForStep,
  IfStep,
  MatchStep,
  ParallelStep,
  RaceStep,
  Step,
} from "../syntax/step-ast.ts";
import type { Name } from "../syntax/terms.ts";
import { bind, useVariable } from "./bindings.ts";
import { type CheckBlock, type Context, type Outcome, report } from "./context.ts";
import { readField } from "./field-access.ts";
import type { KnownTypes } from "./known-types.ts";
import { bindPattern, checkPattern } from "./matching.ts";
import { spellType } from "./spell-type.ts";
import { commonValue, UNKNOWN_VALUE, type Value } from "./values.ts";
import { EMPTY_WAY, type Way } from "./variables.ts";

/** One way through a step, and what it gives. */
interface Walked {
  readonly way: Way;
  readonly outcome: Outcome;
}

const NOTHING: Walked = { way: EMPTY_WAY, outcome: UNKNOWN_VALUE };

function walk(context: Context, check: () => Outcome): Walked {
  let outcome: Outcome;
  const way = context.variables.walk(() => {
    outcome = check();
    return outcome !== undefined;
  });
  return { way, outcome };
}

/** Goes on where the ways meet, with the value that all of them give. */
function meet(walked: readonly Walked[], { variables }: Context): Outcome {
  if (!variables.meet(walked.map(({ way }) => way))) return undefined;
  return commonValue(walked.flatMap(({ outcome }) => outcome ?? []));
}

export function checkIf(step: IfStep, context: Context, checkBlock: CheckBlock): Outcome {
  checkCondition(step.condition, context);
  const walkBlock = (steps: readonly Step[]): Walked =>
    walk(context, () => checkBlock(steps, context));
  const { thenSteps, elseSteps } = step;
  return meet(
    [walkBlock(thenSteps), elseSteps === undefined ? NOTHING : walkBlock(elseSteps)],
    context,
  );
}

/** The reference looks at the type of a plain variable only. */
function checkCondition(condition: Name, context: Context): void {
  const dot = condition.text.indexOf(".");
  const base = dot === -1 ? condition : { ...condition, text: condition.text.slice(0, dot) };
  const variable = useVariable(base, context, { isReportedByReference: true });
  if (dot === -1 && context.isSeenByReference) return;
  const path = { ...condition, text: condition.text.slice(dot + 1) };
  const value = dot === -1 ? variable : readField(variable, path, context);
  if (!context.types.isMismatch(primitive("Bool"), value)) return;
  const found = spellType(value.type);
  context.findings.push(
    finding(
      "condition_not_bool",
      condition,
      { found },
      `The condition "${condition.text}" must be Bool, but it is ${found}`,
      { help: "Compare the value first, for example with op=equals or op=greater" },
    ),
  );
}

export function checkMatch(step: MatchStep, context: Context, checkBlock: CheckBlock): Outcome {
  const matched = useVariable(step.on, context, { isReportedByReference: true });
  checkCases(step, matched, context);
  const walked = step.cases.map((matchCase) =>
    walk(context, () => {
      bindPattern(matchCase, matched, context);
      return checkBlock(matchCase.steps, context);
    }),
  );
  return meet(walked.length === 0 ? [NOTHING] : walked, context);
}

function checkCases(step: MatchStep, matched: Value, context: Context): void {
  const { declarations, isSeenByReference } = context;
  for (const matchCase of step.cases) report(checkPattern(matchCase, matched, context), context);
  // The reference does so wherever it knows the type.
  if (matched.type.kind === "named" && (matched.isOurs || !isSeenByReference))
    report(checkExhaustiveness(step, matched.type, declarations), context);
}

export function checkFor(step: ForStep, context: Context, checkBlock: CheckBlock): Outcome {
  const list = useVariable(step.in, context);
  checkIterable(step, list, context);
  const round = walk(context, () => {
    bind(step.variable, elementOf(list), context);
    return checkBlock(step.steps, context);
  });
  context.variables.meet([EMPTY_WAY, round.way]);
  const { outcome = UNKNOWN_VALUE } = round;
  const { type, isOurs } = outcome;
  return type.kind === "none" ? UNKNOWN_VALUE : { type: listOf(type), isOurs };
}

function elementOf({ type, isOurs }: Value): Value {
  const list = type.kind === "optional" ? type.inner : type;
  return list.kind === "list" || list.kind === "set"
    ? { type: list.element, isOurs }
    : UNKNOWN_VALUE;
}

function checkIterable(step: ForStep, { type, isOurs }: Value, context: Context): void {
  const list = type.kind === "optional" && isOurs ? type.inner : type;
  if (!isNoList(list, context.types)) return;
  const found = spellType(list);
  const mustMatch = list.kind === "optional" || list.kind === "union";
  context.findings.push(
    finding(
      "operand_type",
      step.in,
      { operation: "for", expected: "List", found },
      `A for step goes through a List, but "${step.in.text}" is ${found}`,
      {
        help: mustMatch
          ? `Match on "${step.in.text}" first, and loop in the case that has the list`
          : "Give it a List, for example a parameter of type List<T> or the result of text.split",
      },
    ),
  );
}

function isNoList(type: Type, types: KnownTypes): boolean {
  if (type.kind === "union") return type.members.some((member) => isNoList(member, types));
  const canBeWalked = type.kind === "list" || type.kind === "set";
  const isMap = type.kind === "named" && type.name === "Map";
  return !canBeWalked && !isMap && types.isDistinct(type);
}

export function checkParallel(
  { branches, onError }: ParallelStep,
  context: Context,
  checkBlock: CheckBlock,
): Outcome {
  const walked = branches.map(({ steps }) => walk(context, () => checkBlock(steps, context)));
  const ways = walked.map(({ way }) => way);
  // Where an error does not end the step, a branch may have stopped before any of its bindings.
  const mayStop = onError !== undefined && onError.text !== "fail_fast";
  if (mayStop) for (const way of ways) context.variables.meet([EMPTY_WAY, way]);
  else context.variables.keepAll(ways);
  return ways.every(({ reachesEnd }) => reachesEnd) ? UNKNOWN_VALUE : undefined;
}

export function checkRace(
  { branches }: RaceStep,
  context: Context,
  checkBlock: CheckBlock,
): Outcome {
  const walked = branches.map(({ steps }) => walk(context, () => checkBlock(steps, context)));
  const outcome = meet(walked.length === 0 ? [NOTHING] : walked, context);
  return outcome === undefined ? undefined : UNKNOWN_VALUE;
}
