import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import { sha256 } from "../../platform/sha256.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { createScriptedModel } from "../../providers/index.ts";
import { modelRequest } from "../../testing/builders.ts";
import { chooseModel, taskTokensOf } from "./choose-model.ts";
import {
  describeSizeClass,
  NO_HISTORY,
  type RouteHistory,
  successPerDollar,
  type TaskRecord,
  toSizeClass,
  wilsonLowerBound,
} from "./route-history.ts";
import { placeOf } from "./share-of.ts";
import { withRouting } from "./with-routing.ts";

const known = (records: Readonly<Record<string, TaskRecord>>): RouteHistory => ({
  find: (modelId) => records[modelId],
});

const plan = (history: RouteHistory = NO_HISTORY) => ({
  baseId: "toy/base",
  routes: [
    { name: "tiny", modelId: "toy/tiny", maxTaskTokens: 100 },
    { name: "small", modelId: "toy/small", maxTaskTokens: 2000 },
  ],
  strongerIds: ["toy/base", "toy/strong"],
  history,
});

const choose = (tokens: number, escalation = 0, history?: RouteHistory) =>
  chooseModel({ tokens, escalation }, plan(history));

describe("chooseModel()", () => {
  test("takes the first route that is large enough, else the base, and says why", () => {
    expect(choose(100)).toEqual({
      modelId: "toy/tiny",
      rule: 'route "tiny": about 100 tokens ≤ 100',
    });
    expect(choose(812)).toEqual({
      modelId: "toy/small",
      rule: 'route "small": about 812 tokens ≤ 2000',
    });
    expect(choose(2001)).toEqual({
      modelId: "toy/base",
      rule: "base: no route for about 2001 tokens",
    });
  });

  test("goes up one model a failure, without the one that has failed, and stays at the last", () => {
    const ids = (tokens: number) => [1, 2, 3].map((count) => choose(tokens, count).modelId);

    expect(ids(50)).toEqual(["toy/base", "toy/strong", "toy/strong"]);
    expect(ids(5000)).toEqual(["toy/strong", "toy/strong", "toy/strong"]);
    expect(choose(50, 1).rule).toBe('escalation 1: "toy/tiny" had failed');
  });

  test("passes over a route that is measured to bring less for a dollar than the base", () => {
    const history = known({
      "toy/small": { runs: 20, accepted: 2, costUsd: 1 },
      "toy/base": { runs: 20, accepted: 19, costUsd: 2 },
    });

    expect(choose(812, 0, history)).toEqual({
      modelId: "toy/base",
      rule: 'base: route "small" brought 0.557 successes per dollar in 20 runs, the base 7.64 in 20',
    });
  });

  test.each([
    ["the route", { "toy/small": 7, "toy/base": 50 }],
    ["the base", { "toy/small": 50, "toy/base": 7 }],
  ])("believes no measure of fewer than eight runs of %s", (_name, runs) => {
    const history = known({
      "toy/small": { runs: runs["toy/small"], accepted: 0, costUsd: 5 },
      "toy/base": { runs: runs["toy/base"], accepted: 7, costUsd: 1 },
    });

    expect(choose(812, 0, history).modelId).toBe("toy/small");
  });

  test("takes a share of runs, each by its id, and leaves the others to the base", () => {
    const routes = [{ name: "tuned", modelId: "toy/small", maxTaskTokens: 2000, share: 0.3 }];
    const shared = { ...plan(), routes };
    const at = (place: number, tokens = 812) =>
      chooseModel({ tokens, escalation: 0, placeIn: () => place }, shared);

    expect(at(0.2999)).toEqual({
      modelId: "toy/small",
      rule: 'route "tuned": takes 30 % of runs, this one is at 30 %',
      route: { route: "tuned", isTaken: true, share: 0.3, isCounted: true },
    });
    expect(at(0.3)).toMatchObject({ modelId: "toy/base", route: { isTaken: false } });
    expect(at(0.3).rule).toBe('base: route "tuned" takes 30 % of runs, this one is at 30 %');
    expect(at(0, 2001).rule).toMatch(/^base: no route/);
  });

  test("leaves a run on its side of a share, whatever became of the share", () => {
    const route = { route: "tuned", isTaken: true, share: 0.3, isCounted: true };
    const at = (share: number) => ({
      ...plan(),
      routes: [{ name: "tuned", modelId: "toy/small", maxTaskTokens: undefined, share }],
    });
    const choose = (share: number, earlier: typeof route) =>
      chooseModel({ tokens: 8, escalation: 0, placeIn: () => 0.5, earlier }, at(share));

    expect(choose(0, route)).toMatchObject({ modelId: "toy/small", route });
    expect(choose(1, { ...route, isTaken: false }).modelId).toBe("toy/base");
    expect(choose(1, { ...route, isTaken: false, route: "other" }).modelId).toBe("toy/small");
  });

  test("spreads runs evenly over a share, and differently for another route", () => {
    const ids = Array.from({ length: 2000 }, (_, at) => `20261121-0930${at}`);
    const below = (route: string) => ids.filter((id) => placeOf(route, id, sha256) < 0.3);

    expect(below("tuned").length / ids.length).toBeCloseTo(0.3, 1);
    const both = below("tuned").filter((id) => below("other").includes(id));
    expect(both.length / ids.length).toBeCloseTo(0.09, 1);
  });

  test("keeps a task with its model through its repairs", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 9000 }),
        fc.string(),
        fc.string(),
        (task, answer, complaint) => {
          const first = modelRequest({
            messages: [
              { role: "system", text: "Briefing" },
              { role: "user", text: task },
            ],
          });
          const repair: ModelRequest = {
            ...first,
            messages: [
              ...first.messages,
              { role: "assistant", text: answer },
              { role: "user", text: complaint.repeat(100) },
            ],
          };

          expect(choose(taskTokensOf(repair))).toEqual(choose(taskTokensOf(first)));
        },
      ),
    );
  });
});

describe("successPerDollar()", () => {
  test("trusts few runs less than many of the same share", () => {
    const few = successPerDollar({ runs: 8, accepted: 6, costUsd: 8 });
    const many = successPerDollar({ runs: 80, accepted: 60, costUsd: 80 });

    expect(few).toBeLessThan(many);
    expect(many).toBeLessThan(0.75);
  });

  test("is infinite for what is free and works, and nothing for what never did", () => {
    expect(successPerDollar({ runs: 9, accepted: 1, costUsd: 0 })).toBe(Number.POSITIVE_INFINITY);
    expect(successPerDollar({ runs: 9, accepted: 0, costUsd: 0 })).toBe(0);
  });

  test("has Wilson's bound between nothing and the share that was seen", () => {
    expect(wilsonLowerBound(7, 9)).toBeCloseTo(0.4526, 3);
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (accepted, refused) => {
        const bound = wilsonLowerBound(accepted, accepted + refused);

        expect(bound).toBeGreaterThanOrEqual(0);
        expect(bound).toBeLessThanOrEqual(accepted / Math.max(1, accepted + refused) + 1e-12);
      }),
    );
  });
});

describe("toSizeClass()", () => {
  test("has classes whose ends meet", () => {
    expect([0, 500, 501, 2000, 32_000, 32_001].map(toSizeClass)).toEqual([0, 0, 1, 1, 3, 4]);
    expect([0, 1, 4].map(describeSizeClass)).toEqual([
      "0 to 500 tokens",
      "501 to 2000 tokens",
      "32001 tokens and more",
    ]);
  });
});

async function textOf(events: AsyncIterable<ModelEvent>): Promise<string> {
  let text = "";
  for await (const event of events) if (event.type === "text-delta") text += event.text;
  return text;
}

describe("withRouting()", () => {
  const models = () => {
    const closed: string[] = [];
    const rules: (string | undefined)[] = [];
    const create = (id: string, window: number, continuesAnswerStart = true): LanguageModel => {
      const scripted = createScriptedModel([id, id, id], {
        id,
        contextWindowTokens: window,
        continuesAnswerStart,
      });
      const told = wrapModel(scripted, (request, options) => {
        rules.push(options?.rule);
        return scripted.stream(request, options);
      });
      return {
        ...told,
        async [Symbol.asyncDispose]() {
          closed.push(id);
        },
      };
    };
    const base = create("toy/base", 1000);
    const strong = create("toy/strong", 5000);
    const small = { name: "small", model: create("toy/small", 400, false), maxTaskTokens: 20 };
    return { base, strong, small, closed, rules };
  };

  test("asks the model that the rule says, and tells it the rule", async () => {
    const { base, strong, small, rules } = models();
    const model = withRouting({ base, routes: [small], stronger: [base, strong], sha256 });
    const large = modelRequest({ messages: [{ role: "user", text: "x".repeat(100) }] });

    const said = [
      await textOf(model.stream(modelRequest())),
      await textOf(model.stream(large)),
      await textOf(model.stream(modelRequest({ escalation: 1 }))),
      await textOf(model.stream(modelRequest({ escalation: 2 }))),
    ];

    expect(said).toEqual(["toy/small", "toy/base", "toy/base", "toy/strong"]);
    expect(rules).toEqual([
      'route "small": about 6 tokens ≤ 20',
      "base: no route for about 40 tokens",
      'escalation 1: "toy/small" had failed',
      'escalation 2: "toy/small" had failed',
    ]);
  });

  test("has the facts that hold for every one of them, and closes each once", async () => {
    const { base, strong, small, closed } = models();
    const model = withRouting({ base, routes: [small], stronger: [base, strong], sha256 });

    expect(model).toMatchObject({
      id: "toy/base",
      contextWindowTokens: 400,
      continuesAnswerStart: false,
      escalations: 2,
    });
    await model[Symbol.asyncDispose]();
    expect(closed.sort()).toEqual(["toy/base", "toy/small", "toy/strong"]);
  });

  test("asks by a share that changes, the same for every call of a run, and hears of its end", async () => {
    const { base, small } = models();
    let share = 0;
    const ends: string[] = [];
    const traffic = {
      shareOf: () => share,
      async runEnded(runId: string) {
        ends.push(runId);
      },
    };
    const model = withRouting({ base, routes: [small], stronger: [], traffic, sha256 });
    const ask = (runId: string) => textOf(model.stream(modelRequest(), { runId }));

    const before = await ask("r1");
    share = 1;
    const after = await ask("r1");
    await model.runEnded?.("r1", []);

    expect([before, after, ends]).toEqual(["toy/base", "toy/small", ["r1"]]);
  });

  test("is the base itself where there is nothing to choose", () => {
    const { base } = models();

    expect(withRouting({ base, routes: [], stronger: [], sha256 })).toBe(base);
  });
});
