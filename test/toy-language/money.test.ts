import { describe, expect, test } from "vitest";
import { type ModelPrice, toUsd } from "../../src/domain/price.ts";
import {
  createCheckEnvironment,
  generate,
  isFault,
  openSpecification,
  withModel,
} from "../../src/index.ts";
import { withAccounting } from "../../src/model-access/money/with-accounting.ts";
import { resumeRun } from "../../src/pipeline/run.ts";
import { createReplayModel } from "../../src/providers/index.ts";
import { createScriptedModel, type ScriptedAnswer } from "../../src/testing/index.ts";
import { createProject } from "../cli/run-cli.ts";
import { sums } from "./sums.ts";

/** A thousand tokens of answer cost one cent. */
const PRICE: ModelPrice = {
  modelId: "scripted/test",
  tiers: [{ aboveInputTokens: 0, rates: { input: 0, output: 10, cacheRead: 0, cacheWrite: 0 } }],
  batchFactor: undefined,
  source: "test",
  asOf: "2026-11-21",
};
const answer = (line: string, output: number): ScriptedAnswer => ({
  text: `\`\`\`sums\n${line}\n\`\`\``,
  usage: { input: 1, output, cached: 0, cacheWritten: 0, reasoning: 0 },
});
const WRONG = ["1 + 1 = 1", "2 + 1 = 1", "3 + 1 = 1", "4 + 1 = 1"];

async function setUp(
  answers: readonly ScriptedAnswer[],
  { settings = {}, price = PRICE as ModelPrice | "unknown" } = {},
) {
  const directory = createProject({
    "spec.md": "---\nlanguage: sums\n---\n# Two\n\nA sum that makes two.\n",
  });
  const base = await createCheckEnvironment({ directory, languages: [sums], settings });
  const { budget, clock } = base;
  const prices = { find: () => (price === "unknown" ? undefined : price) };
  const scripted = createScriptedModel(answers, { clock });
  const model = withAccounting(scripted, { budget, prices, clock });
  const specification = await openSpecification("spec.md", base);
  return { base, environment: withModel(base, model), specification, scripted };
}

describe("a run under a limit on money", () => {
  test("stops before the call that the limit may not cover, and keeps what was best", async () => {
    const { base, environment, specification, scripted } = await setUp(
      WRONG.map((line) => answer(line, 600)),
    );

    const outcome = await generate(specification, environment, {
      runId: "r",
      limits: { maxOutputTokens: 1000, costUsd: 0.02 },
    });

    expect(outcome).toMatchObject({
      status: "stopped",
      limit: "money",
      best: { plan: { kind: "first" } },
    });
    expect(scripted.requests).toHaveLength(2);
    const calls = (await base.records.read("r")).filter(({ type }) => type === "call-end");
    expect(calls).toMatchObject([{ call: { costUsd: 0.006 } }, { call: { costUsd: 0.006 } }]);
    expect(toUsd(base.budget.spentNanoUsd)).toBe(0.012);
  });

  test("does not even begin where one call may cost more", async () => {
    const { environment, specification, scripted } = await setUp([answer("1 + 1 = 2", 5)]);

    const outcome = await generate(specification, environment, {
      limits: { maxOutputTokens: 1000, costUsd: 0.009 },
    });

    expect(outcome).toMatchObject({ status: "stopped", limit: "money", best: undefined });
    expect(scripted.requests).toEqual([]);
  });

  test("shares the command's limit with all other runs", async () => {
    const { base, environment, specification } = await setUp(
      Array.from({ length: 60 }, () => answer("1 + 1 = 2", 700)),
      { settings: { max_usd: 0.1 } },
    );

    const outcomes = await Promise.all(
      Array.from({ length: 60 }, () =>
        generate(specification, environment, { limits: { maxOutputTokens: 1000 } }),
      ),
    );

    const accepted = outcomes.filter(({ status }) => status === "accepted").length;
    expect(accepted).toBe(13);
    expect(toUsd(base.budget.spentNanoUsd)).toBe(0.091);
    for (const outcome of outcomes.filter(({ status }) => status !== "accepted"))
      expect(outcome).toMatchObject({ status: "stopped", limit: "money" });
  });

  test("counts what it spent before it was stopped", async () => {
    const { base, environment, specification } = await setUp([
      answer(WRONG[0]!, 900),
      { fault: "model/overloaded", usage: undefined },
      answer("1 + 1 = 2", 5),
    ]);
    const limits = { maxOutputTokens: 1000, costUsd: 0.025 };
    const running = generate(specification, environment, { runId: "r", limits });
    await expect(running).rejects.toMatchObject({ code: "model/overloaded" });

    const resumed = resumeRun("r", {
      ...environment,
      model: createReplayModel(await base.records.read("r"), { next: environment.model }),
    });
    let outcome: unknown;
    for (let step = await resumed.next(); ; step = await resumed.next()) {
      outcome = step.value;
      if (step.done === true) break;
    }

    expect(outcome).toMatchObject({ status: "stopped", limit: "money" });
  });

  test("refuses a model without a price, and one without a limit is asked", async () => {
    const { environment, specification } = await setUp([answer("1 + 1 = 2", 5)], {
      price: "unknown",
    });

    const refused = await generate(specification, environment, { limits: { costUsd: 1 } }).catch(
      (error: unknown) => error,
    );
    const asked = await generate(specification, environment);

    expect(isFault(refused, "budget/no-price")).toBe(true);
    expect(asked.status).toBe("accepted");
  });
});
