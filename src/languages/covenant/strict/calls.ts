/** Calls: by full id, with the arguments that the function names. */

import { type Finding, finding } from "../finding.ts";
import { checkCallee } from "../semantics/callees.ts";
import type { FunctionDeclaration } from "../semantics/declarations.ts";
import { NONE, UNKNOWN, unionOf } from "../semantics/types.ts";
import type { CallStep } from "../syntax/step-ast.ts";
import { checkArguments } from "./arguments.ts";
import { type Context, report } from "./context.ts";
import { valueOfOperand } from "./operands.ts";
import { referenceScope } from "./reference-scope.ts";
import { spellType } from "./spell-type.ts";
import { UNKNOWN_VALUE, type Value, valueOf } from "./values.ts";

/** Checks a call without its handle; gives what the function returns. */
export function checkCall(step: CallStep, context: Context): Value {
  const values = step.args.map(({ operand }) => valueOfOperand(operand, context));
  const callee = findCallee(step, context);
  if (callee === undefined) return UNKNOWN_VALUE;
  if (step.callee.text !== callee.id) context.findings.push(shortName(step, callee));
  report(checkArguments(step, callee, values, context), context);
  return valueOf(callee.returns ?? NONE);
}

/** The function that is called; what is none is reported where the reference does not do so. */
function findCallee(step: CallStep, context: Context): FunctionDeclaration | undefined {
  const { declarations, findings, isSeenByReference } = context;
  const declaration = declarations.globals.get(step.callee.text);
  if (declaration?.kind === "function") return declaration;
  if (declaration !== undefined) findings.push(calledType(step, declaration.kind));
  else if (!isSeenByReference) checkCallee(step, referenceScope(context));
  return undefined;
}

const calledType = ({ callee }: CallStep, kind: "struct" | "enum"): Finding =>
  finding(
    "undefined_function",
    callee,
    { name: callee.text, candidates: [] },
    `"${callee.text}" is no function, but ${kind === "enum" ? "an enum" : "a struct"}`,
    {
      help: `Build a value with a step of kind "construct" and type="${callee.text}${kind === "enum" ? "::Variant" : ""}"`,
    },
  );

const shortName = ({ callee }: CallStep, { id }: FunctionDeclaration): Finding =>
  finding(
    "short_name_call",
    callee,
    { name: callee.text, id },
    `"${callee.text}" is only the short name of "${id}"`,
    { help: `Call it by its full id: fn="${id}"` },
  );

/**
 * What a call gives whose handle takes over for some of its results. A case that has an end gives its own value in
 * their place, and nothing is known of that one.
 */
export function withoutHandled(value: Value, step: CallStep, caseReachesEnd: boolean): Value {
  if (step.handle === undefined) return value;
  const { type } = value;
  const handled = new Set(step.handle.map((handleCase) => handleCase.type.text));
  const members = type.kind === "union" ? type.members : [type];
  const left = members.filter((member) => !handled.has(spellType(member)));
  if (caseReachesEnd) left.push(UNKNOWN);
  const [only = UNKNOWN] = left;
  return valueOf(left.length < 2 ? only : unionOf(left));
}
