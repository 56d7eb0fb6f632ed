import { expect, test } from "vitest";
import { createBudget } from "../../model-access/money/create-budget.ts";
import { callRecord, response } from "../../testing/builders.ts";
import { takeGiven } from "./take-given.ts";

test("takeGiven() counts an answer against the run's own cap, and not against the budget that paid it", () => {
  const all = createBudget({ capNanoUsd: 10_000_000 });
  const budget = all.open(5_000_000);
  const calls = [0.001, 0.002, undefined].map((costUsd) => callRecord({ costUsd }));
  const given = { response: response(), requestSha256: "a", calls };

  const events = [...takeGiven(given, { attempt: 1, budget })];

  expect(events.map(({ type }) => type)).toEqual([...calls.map(() => "call-end"), "response-end"]);
  expect([budget.spentNanoUsd, all.spentNanoUsd]).toEqual([3_000_000, 0]);
});
