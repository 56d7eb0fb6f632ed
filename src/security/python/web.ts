/** Templates, servers, protocols and attributes. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, findAll, textOf } from "../../syntax/nodes.ts";
import { constantOf, resolve } from "../built-text.ts";
import type { Call, Code, Finding } from "../code.ts";
import { callAt, isFromOutside } from "../taint.ts";

/** `SEC029` and `SEC035`–`SEC037` */
export function* findWebDangers(code: Code): Generator<Finding> {
  for (const call of code.calls) {
    const { method, named, node, positional } = call;
    const name = call.name ?? "";
    const [first] = positional;
    const isConstant = first === undefined || constantOf(code, first) !== undefined;
    if (method === "run" && named.get("debug")?.type === "true" && isApp(code, call))
      yield { rule: "SEC029", node };
    if (/^jinja2\.(?:\w+\.)?(?:Environment|SandboxedEnvironment)$/.test(name)) {
      const escapes = named.get("autoescape");
      if (escapes === undefined || escapes.type === "false") yield { rule: "SEC035", node };
    }
    if (/^jinja2\.(?:\w+\.)?Template$|^flask\.render_template_string$/.test(name) && !isConstant)
      yield { rule: "SEC036", node };
    if (method === "from_string" && !isConstant && isTemplates(code, call))
      yield { rule: "SEC036", node };
    if (/^mako\.template\.Template$/.test(name)) yield { rule: "SEC037", node };
    if (
      /^(?:django\.utils\.(?:safestring|html)\.(?:mark_safe|SafeString)|(?:markupsafe|flask|jinja2)\.Markup)$/.test(
        name,
      ) &&
      !isConstant
    )
      yield { rule: "SEC037", node };
  }
}

const madeBy = (code: Code, node: SyntaxNode | undefined): string | undefined =>
  node === undefined ? undefined : callAt(code, resolve(code, node))?.name;

const isApp = (code: Code, { name, receiver }: Call): boolean =>
  /^(?:uvicorn|werkzeug\.serving|bottle)\./.test(name ?? "") ||
  /^(?:flask\.Flask|bottle\.Bottle|dash\.Dash|quart\.Quart|sanic\.Sanic)$/.test(
    madeBy(code, receiver) ?? "",
  ) ||
  (receiver !== undefined && /^(?:app|application|server)$/.test(code.lastName(receiver) ?? ""));

const isTemplates = (code: Code, { receiver }: Call): boolean =>
  (madeBy(code, receiver) ?? "").startsWith("jinja2.") ||
  (receiver !== undefined &&
    /(?:^|_)(?:env|environment|jinja|templates?)$/.test(code.lastName(receiver) ?? ""));

const CLEAR_TEXT = new Set(["telnetlib", "ftplib"]);

/** `SEC039` and `SEC040` */
export function* findProtocols(code: Code): Generator<Finding> {
  for (const call of code.calls) {
    if (/^paramiko\.(?:client\.)?(?:AutoAdd|Warning)Policy$/.test(call.name ?? ""))
      yield { rule: "SEC039", node: call.node };
    if (/^pysnmp\..*\.CommunityData$/.test(call.name ?? ""))
      yield { rule: "SEC040", node: call.node };
  }
  for (const node of code.all("keyword_argument", "argument_list")) {
    const values = node.type === "keyword_argument" ? [childOf(node, "value")] : node.children;
    // Given as a class: `set_missing_host_key_policy(paramiko.AutoAddPolicy)`.
    for (const value of values)
      if (
        value?.type === "attribute" &&
        /^paramiko\.(?:AutoAdd|Warning)Policy$/.test(code.nameOf(value) ?? "")
      )
        yield { rule: "SEC039", node: value };
  }
  const told = new Set<SyntaxNode>();
  for (const { module, names, node } of code.imports) {
    if (!CLEAR_TEXT.has(module) || told.has(node)) continue;
    if (names.length > 0 && names.every((name) => name === "FTP_TLS")) continue;
    told.add(node);
    yield { rule: "SEC040", node };
  }
}

/** `SEC041` */
export function* findMassAssignments(code: Code): Generator<Finding> {
  for (const call of code.calls) {
    if (!/^(?:builtins\.)?(?:set|get|del)attr$/.test(call.name ?? "")) continue;
    const attribute = call.positional[1];
    if (attribute !== undefined && isFromOutside(code, attribute))
      yield { rule: "SEC041", node: call.node };
  }
  for (const call of code.calls) {
    const dictionary = call.receiver === undefined ? "" : textOf(call.receiver);
    const [given] = call.positional;
    if (
      call.method === "update" &&
      /\.__dict__$|^vars\(/.test(dictionary) &&
      given !== undefined &&
      isFromOutside(code, given)
    )
      yield { rule: "SEC041", node: call.node };
  }
  for (const node of code.all("subscript")) {
    const [value, key] = [childOf(node, "value"), childOf(node, "subscript")];
    const call = value === undefined ? undefined : callAt(code, value);
    if (
      /^(?:vars|globals|locals)$/.test(call?.name ?? "") &&
      key !== undefined &&
      isFromOutside(code, key)
    )
      yield { rule: "SEC041", node };
  }
}

/** `SEC042`: a loop without an end that keeps what it reads. */
export function* findEndlessReads(code: Code): Generator<Finding> {
  for (const node of code.all("while_statement")) {
    const condition = childOf(node, "condition");
    const body = childOf(node, "body");
    if (body === undefined || condition === undefined || !/^(?:True|1)$/.test(textOf(condition)))
      continue;
    const reads = code.calls.some(
      ({ method, node: call }) =>
        /^(?:recv|recv_into|read|readline|read1|receive|iter_content|input)$/.test(method) &&
        call.start >= body.start &&
        call.end <= body.end,
    );
    const keeps =
      findAll(body, "augmented_assignment").length > 0 ||
      /\.(?:append|extend)\(/.test(textOf(body));
    const counts = findAll(body, "comparison_operator").some((comparison) =>
      /[<>]/.test(textOf(comparison)),
    );
    if (reads && keeps && !counts) yield { rule: "SEC042", node };
  }
}
