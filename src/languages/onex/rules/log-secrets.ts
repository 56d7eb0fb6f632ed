/** LOG009: what must not be told. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, textOf } from "../../../syntax/nodes.ts";
import { calleeOf } from "../../../syntax/python/calls.ts";
import { constantText, interpolationsOf } from "../../../syntax/python/strings.ts";
import { isErrorCall, isLogCall } from "./core-calls.ts";
import { eachNode } from "./each.ts";
import type { NodeUnit } from "./node-unit.ts";
import { defineRule, findingAt, type RuleFinding } from "./rule.ts";

const SECRET =
  /(?:^|_)(?:password|passwd|passphrase|pwd|secret|api_?key|private_key|secret_key|access_key|auth_?token|access_token|refresh_token|bearer|token|credentials?|authorization|ssn|card_number|cvv)$/i;
/** Words about a secret that give nothing of it away. */
const ABOUT = /^(?:is|has|needs|requires|num|count|max|min|invalid|missing|expected)_/i;
/** Calls that leave nothing of a secret to be told. */
const HIDES =
  /(?:^|[._])(?:len|bool|type|redact\w*|mask\w*|hash\w*|sha256|sanitize\w*|fingerprint\w*|isinstance)$/i;

const isSecretName = (name: string): boolean => {
  const plain = name.replaceAll(/(?<lower>[a-z])(?<upper>[A-Z])/g, "$<lower>_$<upper>");
  return SECRET.test(plain) && !ABOUT.test(plain.replace(/^_+/, ""));
};

function* checkSecrets(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node } of eachNode(unit, "call")) {
    const told = childOf(node, "arguments");
    if (told === undefined) continue;
    const places = isLogCall(node) ? secretsIn(told) : isErrorCall(node) ? inMessages(told) : [];
    for (const place of places)
      yield findingAt(file, place, `${textOf(lastName(place))} would stand in the log`, {
        facts: { cwe: "CWE-532" },
      });
  }
}

/** The name itself, where the place is `request.password`. */
const lastName = (place: SyntaxNode): SyntaxNode => childOf(place, "attribute") ?? place;

/** An error's message is logged, and what is put into it with it. */
const inMessages = (told: SyntaxNode): readonly SyntaxNode[] =>
  told.children
    .map((given) =>
      given.type === "keyword_argument" ? (childOf(given, "value") ?? given) : given,
    )
    .flatMap(interpolationsOf)
    .flatMap(secretsIn);

function secretsIn(told: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const open = [told];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const next = look(node, found);
    for (let at = next.length - 1; at >= 0; at -= 1) open.push(next[at] as SyntaxNode);
  }
  return found;
}

/** Notes a secret, and gives what is still to be looked at. */
function look(node: SyntaxNode, found: SyntaxNode[]): readonly SyntaxNode[] {
  switch (node.type) {
    case "identifier":
      if (isSecretName(textOf(node))) found.push(node);
      return [];
    case "attribute": {
      const name = childOf(node, "attribute");
      if (name !== undefined && isSecretName(textOf(name))) found.push(node);
      return [];
    }
    case "call":
      return HIDES.test(textOf(calleeOf(node) ?? node)) ? [] : [childOf(node, "arguments") ?? node];
    case "comparison_operator":
    case "string_content":
      return [];
    case "keyword_argument":
      return node.children.filter(({ field }) => field === "value");
    case "subscript": {
      const key = childOf(node, "subscript");
      if (key !== undefined && isSecretName(constantText(key) ?? "")) found.push(node);
      return [];
    }
    case "pair": {
      const [key, value] = [childOf(node, "key"), childOf(node, "value")];
      if (key === undefined || value === undefined) return [];
      if (isHidden(value) || !isSecretName(constantText(key) ?? "")) return [value];
      found.push(key);
      return [];
    }
    default:
      return node.children;
  }
}

/** `"***"`, `True`, `len(password)`: nothing of it is told. */
const isHidden = (value: SyntaxNode): boolean =>
  /^(?:string|true|false|none|integer|comparison_operator)$/.test(value.type)
    ? interpolationsOf(value).length === 0
    : value.type === "call" && HIDES.test(textOf(calleeOf(value) ?? value));

export const SECRET_RULE = defineRule({
  id: "LOG009",
  category: "other",
  title: "Never log a password, token or key, nor put one into an error's message",
  fix: "Leave it out, or log a redacted form",
  check: checkSecrets,
});
