/** Rules about what belongs into the contract or the container: KND012, KND013. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { textOf } from "../../../syntax/nodes.ts";
import { importsOf } from "../../../syntax/python/imports.ts";
import { eachUse, lookAt } from "./each.ts";
import type { NodeUnit } from "./node-unit.ts";
import { defineRule, findingAt, type Rule, type RuleFinding } from "./rule.ts";

const ENVIRONMENT = /^os\.(?:environb?|getenvb?|putenv|unsetenv)$/;

function* checkEnvironment(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files) {
    for (const { module, statement } of importsOf(file.module))
      if (module === "dotenv" || module.startsWith("dotenv."))
        yield findingAt(file, statement, "dotenv reads the environment");
    for (const node of eachUse(file, ENVIRONMENT))
      yield findingAt(file, node, `\`${textOf(node)}\` reads the environment`);
  }
}

const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^onex\.(?:cmd|evt|dlq|intent|snapshot)\.|^onex\.[a-z][\w-]*\.[\w-]+(?:\.[\w-]+)*$/, "a topic"],
  [/(?:^|:\/\/|@)localhost(?=$|[:/])/i, "a host"],
  [/(?:^|[^\d.])(?:127|10)\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.])/, "an address"],
  [/(?:^|[^\d.])(?:192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}(?![\d.])/, "an address"],
  [/(?:^|file:\/\/)(?:\/home\/\w|\/Users\/\w|\/root\/|~\/|[A-Z]:\\+Users\\)/, "a home folder"],
];

function sayPlace(content: SyntaxNode): string | undefined {
  const string = content.parent;
  const statement =
    string?.parent?.type === "concatenated_string" ? string.parent.parent : string?.parent;
  if (statement?.type === "expression_statement") return undefined;
  const found = PLACES.find(([pattern]) => pattern.test(textOf(content)));
  return found === undefined ? undefined : `${found[1]} is written into the code`;
}

export const PLACE_RULES: readonly Rule[] = [
  defineRule({
    id: "KND012",
    title: "Never read the environment",
    fix: "Take it from the contract's config, or from the container",
    check: checkEnvironment,
  }),
  defineRule({
    id: "KND013",
    severity: "warning",
    title: "Write no topic, host, address, or home folder into code",
    fix: "Put it into the contract",
    check: lookAt(["string_content"], sayPlace),
  }),
];
