/** Documents, templates, protocols, checks, and what is told of failures. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, findAll, namedChildren, textOf } from "../../syntax/nodes.ts";
import { constantOf } from "../built-text.ts";
import type { Call, Code, Finding } from "../code.ts";
import type { TellingCall } from "../detect/leaks.ts";
import { isGuardingName } from "../words.ts";

/** Libraries that make HTML harmless. */
const CLEANING = /sanitize|escape|purify|encode/i;

/** `SEC037` */
export function* findTrustedHtml(code: Code): Generator<Finding> {
  for (const node of code.all("assignment_expression", "augmented_assignment_expression")) {
    const [left, right] = [childOf(node, "left"), childOf(node, "right")];
    if (left?.type !== "member_expression" || right === undefined) continue;
    if (
      /^(?:innerHTML|outerHTML|srcdoc)$/.test(code.lastName(left) ?? "") &&
      isUntrusted(code, right)
    )
      yield { rule: "SEC037", node };
  }
  for (const { name = "", method, node, positional } of code.calls) {
    const html =
      method === "insertAdjacentHTML"
        ? positional[1]
        : /^(?:window\.)?document\.write(?:ln)?$/.test(name) ||
            method === "createContextualFragment" ||
            method === "bypassSecurityTrustHtml"
          ? positional[0]
          : undefined;
    if (html !== undefined && isUntrusted(code, html)) yield { rule: "SEC037", node };
  }
  for (const { name, value } of code.namedValues)
    if (name === "__html" && isUntrusted(code, value)) yield { rule: "SEC037", node: value };
}

const isUntrusted = (code: Code, html: SyntaxNode): boolean =>
  constantOf(code, html) === undefined && !CLEANING.test(code.lastName(html) ?? "");

const TEMPLATES =
  /^(?:handlebars\.(?:pre)?compile|ejs\.(?:render|compile)|pug\.(?:render|compile)|nunjucks\.(?:renderString|compile)|lodash(?:\.|\/)template|mustache\.render|dot\.template|eta\.renderString)$/;

/** `SEC035` and `SEC036` */
export function* findTemplates(code: Code): Generator<Finding> {
  for (const {
    name = "",
    named,
    node,
    positional: [first],
  } of code.calls) {
    if (TEMPLATES.test(name) && first !== undefined && constantOf(code, first) === undefined)
      yield { rule: "SEC036", node };
    const isOff =
      named.get("autoescape")?.type === "false" || named.get("noEscape")?.type === "true";
    if (/^(?:nunjucks|handlebars)\./.test(name) && isOff) yield { rule: "SEC035", node };
  }
}

const CLEAR_TEXT = /^(?:ftp|jsftp|promise-ftp|telnet-client|telnet-stream|telnetlib)$/;

/** `SEC040` */
export function* findProtocols(code: Code): Generator<Finding> {
  for (const { module, node } of code.imports)
    if (CLEAR_TEXT.test(module)) yield { rule: "SEC040", node };
}

/** `SEC030`: it prints, and goes on. */
export function* findPrintedChecks(code: Code): Generator<Finding> {
  for (const {
    name,
    node,
    positional: [condition],
  } of code.calls) {
    if (name !== "console.assert" || condition === undefined) continue;
    if (/admin|permission|authori[sz]ed|authenticated|allowed|role|owner/i.test(textOf(condition)))
      yield { rule: "SEC030", node };
  }
}

/** `SEC031` */
export function* findSilentFailures(code: Code): Generator<Finding> {
  for (const node of code.all("catch_clause")) {
    const body = childOf(node, "body");
    const attempt = node.parent === undefined ? undefined : childOf(node.parent, "body");
    if (body === undefined || attempt === undefined) continue;
    if (namedChildren(body).some(({ type }) => type !== "comment" && type !== "continue_statement"))
      continue;
    const guards = code.calls.some(
      ({ method, node: call }) =>
        isGuardingName(method) && call.start >= attempt.start && call.end <= attempt.end,
    );
    if (guards) yield { rule: "SEC031", node };
  }
}

/** `SEC034` */
export function* findToldFailures(code: Code): Generator<Finding> {
  for (const clause of code.all("catch_clause")) {
    const error = childOf(clause, "parameter");
    if (error === undefined) continue;
    const inside = ({ start, end }: SyntaxNode): boolean =>
      start >= clause.start && end <= clause.end;
    for (const { method, node, receiver, positional } of code.calls) {
      const isAnswer =
        /^(?:send|json|end|write)$/.test(method) &&
        receiver !== undefined &&
        /^(?:res|response|reply|ctx)\b/.test(textOf(receiver));
      if (isAnswer && inside(node) && positional.some((given) => tells(given, textOf(error))))
        yield { rule: "SEC034", node };
    }
    for (const node of code.all("return_statement"))
      if (
        inside(node) &&
        findAll(node, "member_expression").some((part) => isStack(part, textOf(error)))
      )
        yield { rule: "SEC034", node };
  }
}

/** The stack, the message, or the error itself. */
const tells = (given: SyntaxNode, error: string): boolean =>
  (given.type === "identifier" && textOf(given) === error) ||
  findAll(given, "member_expression").some((part) => isOf(part, error, /^(?:stack|message)$/));

const isStack = (part: SyntaxNode, error: string): boolean => isOf(part, error, /^stack$/);

function isOf(part: SyntaxNode, error: string, property: RegExp): boolean {
  const [object, name] = [childOf(part, "object"), childOf(part, "property")];
  return (
    object !== undefined &&
    name !== undefined &&
    property.test(textOf(name)) &&
    findAll(object, "identifier").some((inner) => textOf(inner) === error)
  );
}

const LOG_METHOD = /^(?:debug|info|warn|error|log|trace|fatal)$/;

/** Calls that print, log or make an error, for `SEC032` and `SEC033`. */
export const findTellingCalls = (code: Code): readonly TellingCall[] =>
  code.calls.flatMap((call): readonly TellingCall[] => {
    if (isThrown(call)) return [{ call, isLog: false }];
    const isLog =
      LOG_METHOD.test(call.method) &&
      call.receiver !== undefined &&
      /^(?:console|log|logger)$/i.test(code.lastName(call.receiver) ?? "");
    return isLog ? [{ call, isLog }] : [];
  });

const isThrown = ({ node }: Call): boolean =>
  node.type === "new_expression" && node.parent?.type === "throw_statement";

/** `/(a+)+/` */
export const patternLiterals = (code: Code) =>
  code.all("regex").flatMap((node) => {
    const pattern = childOf(node, "pattern");
    return pattern === undefined ? [] : [{ node, pattern: textOf(pattern) }];
  });
