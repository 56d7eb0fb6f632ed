/** Held answers of the real clients, through all that stands around a model, from a server on this machine. */

import { describe, expect, test } from "vitest";
import type { CallRecord } from "../../domain/call.ts";
import type { ModelEvent } from "../../domain/model.ts";
import { type ModelPrice, toNanoUsd } from "../../domain/price.ts";
import { createCircuitBreaker } from "../../model-access/circuit-breaker/create-circuit-breaker.ts";
import { goOn } from "../../model-access/continuation/go-on.ts";
import { textAfter } from "../../model-access/continuation/text-after.ts";
import { createBudget } from "../../model-access/money/create-budget.ts";
import { worstCost, worstTokens } from "../../model-access/money/worst-case.ts";
import { createRateLimiter } from "../../model-access/rate-limit/create-rate-limiter.ts";
import { stackModel } from "../../model-access/stack.ts";
import { systemClock } from "../../platform/clock.ts";
import { createRandom } from "../../platform/random.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { modelRequest } from "../../testing/builders.ts";
import type { FakeAnswer } from "../../testing/fake-provider-server/answer.ts";
import { startFakeProviderServer } from "../../testing/fake-provider-server/start-fake-provider-server.ts";
import { REAL_CLIENTS } from "../../testing/real-clients.ts";
import { createWordJudge } from "../../testing/word-judge.ts";
import { openByteCompiler } from "./open-byte-compiler.ts";
import { resampleToConstraints } from "./resample-to-constraints.ts";

const OPENING = "```ts\nfunction f() {\n";
const SET: ConstraintSet = {
  id: "set",
  describes: "the body of f",
  prefix: "function f() {\n",
  syntax: {
    kind: "grammar",
    lark: '%llguidance { "allow_initial_skip": true }\nstart: STATEMENT* "}"\nSTATEMENT: /[a-z]+ = [a-z0-9]+;/\n%ignore /[ \\n]+/',
  },
  judges: [createWordJudge({ badWord: "bad" })],
  bias: undefined,
  gaps: [],
};
const PRICE: ModelPrice = {
  modelId: "any/model",
  tiers: [
    { aboveInputTokens: 0, rates: { input: 1, output: 4, cacheRead: 0.1, cacheWrite: 1.25 } },
  ],
  batchFactor: undefined,
  source: "test",
  asOf: "2026-01-01",
};
const REQUEST = modelRequest({ maxOutputTokens: 200 });

/** The second statement is wrong, and after it nothing more comes: only who stops there gets on. */
const WRONG: FakeAnswer = {
  kind: "text",
  pieces: [OPENING, "  a = one;\n", "  b = bad;\n", "  c = x;\n}\n```\n"],
  fault: { kind: "stall", afterPieces: 3 },
};
const REST: FakeAnswer = { kind: "text", pieces: ["two;\n", "}\n```\n"] };

function holdStacked(adapter: LanguageModel, capNanoUsd: number | undefined) {
  const clock = systemClock;
  const budget = createBudget({ capNanoUsd });
  const parts = {
    clock,
    random: createRandom(1, clock),
    sha256: (text: string) => text,
    budget,
    prices: { find: () => PRICE },
    audit: { append: () => undefined },
    promptHistory: undefined,
    limiter: createRateLimiter({ clock }),
    breaker: createCircuitBreaker({ failures: 1, openMs: 30_000, clock }),
  };
  const stacked = stackModel([adapter], parts, {
    maxRetries: 0,
    maxRetryWaitMs: 1,
    totalTimeoutMs: 30_000,
    onBroken: "restart",
    waitsForCircuit: false,
    promptCaching: "off",
  });
  const model = resampleToConstraints(stacked, { goOn, clock, openCompiler: openByteCompiler });
  return { model, budget };
}

async function answer(client: (typeof REAL_CLIENTS)[number], capCalls?: number) {
  await using server = await startFakeProviderServer([WRONG, REST], { ollamaModels: ["toy:1b"] });
  const adapter = await client.open(server.url);
  const worst = worstCost(PRICE, worstTokens(REQUEST, adapter));
  const { model, budget } = holdStacked(
    adapter,
    capCalls === undefined ? undefined : capCalls * worst,
  );
  const events: ModelEvent[] = [];
  for await (const event of model.stream(REQUEST, { constraints: SET })) events.push(event);
  const calls = events.flatMap((event): CallRecord[] =>
    event.type === "call-end" ? [event.call] : [],
  );
  const first = await server.requests[0]?.closed;
  return { text: events.reduce(textAfter, ""), end: events.at(-1), calls, budget, server, first };
}

describe.each(REAL_CLIENTS)("an answer of $id that goes wrong", (client) => {
  test("is stopped there on the wire, gone on with, and each call is paid for", async () => {
    const { text, end, calls, budget, server, first } = await answer(client);

    expect(text).toBe(`${OPENING}  a = one;\n  b = two;\n}\n\`\`\`\n`);
    expect(first).toEqual({ isAnswerSent: false });
    expect(server.requests).toHaveLength(2);
    expect(JSON.stringify(server.requests[1]?.body)).toContain("is not known here");
    expect(calls.map(({ purpose, ended }) => ({ purpose, ended }))).toEqual([
      { purpose: "answer", ended: "aborted" },
      { purpose: "continuation", ended: "stop" },
    ]);
    expect(end).toMatchObject({ type: "response-end", finishReason: "stop" });
    const told = calls.reduce((sum, { costUsd = 0 }) => sum + toNanoUsd(costUsd), 0);
    expect(budget.spentNanoUsd).toBe(told);
    expect(budget.reservedNanoUsd).toBe(0);
  });

  test("ends where it was stopped when there is no money to go on", async () => {
    const { text, end, calls, budget } = await answer(client, 1);

    expect(text).toBe(`${OPENING}  a = one;\n  b = `);
    expect(end).toMatchObject({ finishReason: "length" });
    expect(calls).toHaveLength(1);
    expect(budget.spentNanoUsd).toBeLessThanOrEqual(budget.capNanoUsd ?? 0);
  });
});

describe("an endpoint that takes grammars", () => {
  test("is given one that takes the whole answer, and nothing else", async () => {
    await using server = await startFakeProviderServer([
      { kind: "text", pieces: [OPENING, "  a = one;\n}\n```"] },
    ]);
    const endpoint = REAL_CLIENTS[2];
    const adapter = await endpoint.open(server.url, {
      endpoints: {
        here: {
          baseUrl: `${server.url}/v1`,
          apiKeyVariable: undefined,
          contextWindowTokens: 10_000,
          grammarField: "grammar",
        },
      },
    });
    const { model } = holdStacked(adapter, undefined);

    const plan = await model.planEnforcement?.(SET);
    await Array.fromAsync(model.stream(REQUEST, { constraints: SET }));

    expect(plan?.levels[0]).toMatchObject({ level: "syntax", how: "enforced" });
    const lark = String(server.requests[0]?.body?.["grammar"]);
    const compilation = (await openByteCompiler()).compile({ kind: "grammar", lark });
    if (!compilation.isCompiled) throw new Error(compilation.refusals[0]?.message);
    const takes = (text: string): boolean => {
      const session = compilation.openSession();
      const bytes = [...new TextEncoder().encode(text)];
      if (session.validate(bytes) < bytes.length) return false;
      for (const byte of bytes) session.commit(byte);
      return session.isAccepting();
    };
    expect(takes(`${OPENING}  a = one;\n}\n\`\`\``)).toBe(true);
    expect(takes(`${OPENING}  a = one;\n}`)).toBe(false);
    expect(takes(`${OPENING}  a == one;\n}\n\`\`\``)).toBe(false);
    expect(takes(`Here:\n${OPENING}  a = one;\n}\n\`\`\``)).toBe(false);
  });
});
