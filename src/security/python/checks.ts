/** Checks that vanish or fail in silence, and what is told of failures. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, findAll, namedChildren, textOf } from "../../syntax/nodes.ts";
import { statementsOf } from "../../syntax/python/functions.ts";
import type { Code, Finding } from "../code.ts";
import type { TellingCall } from "../detect/leaks.ts";
import { isGuardingName } from "../words.ts";

const RIGHTS =
  /(?:^|_)(?:is_admin|admin|permission|permissions|authorized|authenticated|role|roles|allowed|owner|can_\w+)(?:_|$)/;

/** `SEC030` */
export function* findAssertedChecks(code: Code): Generator<Finding> {
  for (const node of code.all("assert_statement")) {
    const [condition] = namedChildren(node);
    if (condition === undefined || narrowsType(condition)) continue;
    const names = findAll(condition, "identifier").map(textOf);
    const callable = code.functionAround(node);
    const parameters = callable === undefined ? [] : code.parametersOf(callable);
    const isOfInput = parameters.some(({ name }) => name !== "self" && names.includes(name));
    if (isOfInput || names.some((name) => RIGHTS.test(name))) yield { rule: "SEC030", node };
  }
}

/** Told to the type checker, not checked: `x is not None`, `isinstance(x, T)`. */
const narrowsType = (condition: SyntaxNode): boolean =>
  /^isinstance\(|\bis not None$|^never\b/.test(textOf(condition));

/** `SEC031` */
export function* findSilentFailures(code: Code): Generator<Finding> {
  for (const node of code.all("except_clause")) {
    const work = statementsOf(node);
    const isSilent = work.every(
      (statement) =>
        statement.type === "pass_statement" ||
        statement.type === "continue_statement" ||
        textOf(statement) === "...",
    );
    const body = node.parent === undefined ? undefined : childOf(node.parent, "body");
    if (!isSilent || body === undefined) continue;
    const guards = code.calls.some(
      ({ method, node: call }) =>
        isGuardingName(method) && call.start >= body.start && call.end <= body.end,
    );
    if (guards) yield { rule: "SEC031", node };
  }
}

/** `SEC034` */
export function* findToldFailures(code: Code): Generator<Finding> {
  for (const clause of code.all("except_clause")) {
    const error = nameOfError(clause);
    for (const node of findAll(clause, "return_statement")) {
      const tells =
        (error !== undefined &&
          findAll(node, "identifier").some((name) => textOf(name) === error && isTold(name))) ||
        code.calls.some(
          (call) =>
            /^traceback\.(?:format_exc|format_exception|format_tb)$/.test(call.name ?? "") &&
            call.node.start >= node.start &&
            call.node.end <= node.end,
        );
      if (tells) yield { rule: "SEC034", node };
    }
  }
}

function nameOfError(clause: SyntaxNode): string | undefined {
  const target = findAll(clause, "as_pattern_target")[0];
  return target === undefined ? undefined : textOf(target);
}

/** As text: `str(error)`, `repr(error)`, `f"{error}"`, `error.args`. */
function isTold(name: SyntaxNode): boolean {
  const around = name.parent;
  if (around?.type === "interpolation") return true;
  if (around?.type === "attribute") return /\.(?:args|message|__traceback__)$/.test(textOf(around));
  const call = around?.type === "argument_list" ? around.parent : undefined;
  const callee = call === undefined ? undefined : childOf(call, "function");
  return callee !== undefined && /^(?:str|repr)$/.test(textOf(callee));
}

const LOG_METHOD = /^(?:debug|info|warning|warn|error|critical|exception|fatal|log)$/;

/** Calls that print, log or make an error, for `SEC032` and `SEC033`. */
export function findTellingCalls(code: Code): readonly TellingCall[] {
  return code.calls.flatMap((call): readonly TellingCall[] => {
    if (call.name === "print" || call.name === "warnings.warn") return [{ call, isLog: false }];
    if (call.node.parent?.type === "raise_statement") return [{ call, isLog: false }];
    const isLog =
      LOG_METHOD.test(call.method) &&
      (/^logging\.\w+$/.test(call.name ?? "") ||
        (call.receiver !== undefined &&
          /(?:^|_)(?:log|logger|logging)$/i.test(code.lastName(code.unwrap(call.receiver)) ?? "")));
    return isLog ? [{ call, isLog }] : [];
  });
}
