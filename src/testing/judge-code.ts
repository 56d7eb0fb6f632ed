/** Code → where which rules find something, for tests that are tables. */

import type { NodeContract, NodeKind } from "../domain/node-contract.ts";
import type { SourceText } from "../domain/source-text.ts";
import type { NodeUnit } from "../languages/onex/rules/node-unit.ts";
import type { Rule } from "../languages/onex/rules/rule.ts";
import { runRules } from "../languages/onex/rules/run-rules.ts";
import { createLineIndex } from "../std/line-index.ts";
import { openTestNode } from "./onex-node.ts";

/** A contract that asks for nothing special. */
export const contractOf = (kind: NodeKind, more: Partial<NodeContract> = {}): NodeContract => ({
  kind,
  name: "order_price",
  version: "1.0.0",
  description: "Prices an order.",
  package: "shop.nodes.node_order_price",
  inputModel: "shop.nodes.node_order_price.models.ModelOrderPriceInput",
  outputModel: "shop.nodes.node_order_price.models.ModelOrderPriceOutput",
  operations: [],
  errorCodes: [],
  features: [],
  subcontracts: [],
  data: {},
  ...more,
});

export interface CodeOptions {
  /** @default effect */
  readonly kind?: NodeKind | undefined;
  readonly contract?: NodeContract | undefined;
}

/** One text as a node whose only file is its handler, or the files of a node. */
export const openCode = (
  code: string | readonly SourceText[],
  { kind = "effect", contract }: CodeOptions = {},
): Promise<NodeUnit> =>
  openTestNode(
    typeof code === "string"
      ? { "handler.py": code }
      : Object.fromEntries(code.map(({ path, text }) => [path, text])),
    { kind, contract },
  );

/** `CODE:line` of each finding that nothing excuses. */
export async function judgeCode(
  code: string,
  { rules, ...options }: CodeOptions & { readonly rules: readonly Rule[] },
): Promise<readonly string[]> {
  const index = createLineIndex(code);
  return runRules(await openCode(code, options), { rules })
    .filter(({ severity }) => severity !== "hint")
    .map(({ code: rule, span }) => `${rule}:${index.position(span?.start ?? 0).line}`);
}
