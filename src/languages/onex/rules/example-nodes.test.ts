import { expect, test } from "vitest";
import { NODE_KINDS } from "../../../domain/node-contract.ts";
import { openCode } from "../../../testing/judge-code.ts";
import { readExampleNode } from "../fixtures/example-nodes.ts";
import { KND_RULES } from "./knd-rules.ts";
import { QUA_RULES } from "./qua-rules.ts";
import { runRules } from "./run-rules.ts";
import { TYP_RULES } from "./typ-rules.ts";

test.each(NODE_KINDS)("the example %s breaks no rule of types, kinds and quality", async (kind) => {
  const { candidate, specification } = readExampleNode(kind);
  const unit = await openCode([candidate, ...candidate.companions], {
    contract: specification.contract,
  });

  const found = runRules(unit, { rules: [...TYP_RULES, ...KND_RULES, ...QUA_RULES] });

  // Its docstrings are short, and its steps leave limits to the workflow.
  const told = found.filter(({ code }) => code !== "QUA005" && code !== "KND014");
  expect(told).toEqual([]);
  expect(found.every(({ severity }) => severity === "warning")).toBe(true);
});
