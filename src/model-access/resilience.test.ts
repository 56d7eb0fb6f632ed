import { getEventListeners } from "node:events";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FaultCode, isFault } from "../domain/fault.ts";
import type { ModelEvent } from "../domain/model.ts";
import { createRandom } from "../platform/random.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import { wrapModel } from "../ports/wrap-model.ts";
import {
  createScriptedModel,
  type ScriptedAnswer,
} from "../providers/scripted/create-scripted-model.ts";
import { callRecord, modelRequest } from "../testing/builders.ts";
import { createLeapingClock, type LeapingClock } from "../testing/leaping-clock.ts";
import { createCircuitBreaker } from "./circuit-breaker/create-circuit-breaker.ts";
import { withCircuitBreaker } from "./circuit-breaker/with-circuit-breaker.ts";
import { textAfter } from "./continuation/text-after.ts";
import { withFallback } from "./fallback/with-fallback.ts";
import { createRateLimiter } from "./rate-limit/create-rate-limiter.ts";
import { withRateLimit } from "./rate-limit/with-rate-limit.ts";
import { withRetry } from "./retry/with-retry.ts";
import { withTotalTimeout } from "./total-timeout/with-total-timeout.ts";
import { withWholeAnswers } from "./whole-answers/with-whole-answers.ts";

const POLICIES = ["restart", "continue", "next"] as const;
type Policy = (typeof POLICIES)[number];

/** The answer that the scripted models want to give; no words twice, so that every doubled one shows. */
const ANSWER = Array.from({ length: 40 }, (_, index) => `word${index * 7919} `).join("");

/** One call to a model: how much of the answer it gives, and how it ends. */
interface Call {
  readonly length: number;
  readonly end: "stop" | "length" | "cut" | FaultCode;
  readonly retryAfterMs: number | undefined;
}

const call: fc.Arbitrary<Call> = fc.record({
  length: fc.integer({ min: 0, max: 200 }),
  end: fc.constantFrom<Call["end"]>(
    "stop",
    "length",
    "cut",
    "model/overloaded",
    "model/rate-limited",
    "model/unavailable",
    "model/quota",
  ),
  retryAfterMs: fc.option(fc.integer({ min: 0, max: 90_000 }), { nil: undefined }),
});

/** What happens below the stack: calls begun and ended, streams still open. */
interface Ground {
  begun: number;
  ended: number;
  open: number;
  /** What the last call wants its answer to be, from its own view. */
  last: string;
}

/** A model that goes on where the request says, as far as its script lets it. */
function createModel(
  id: string,
  calls: readonly Call[],
  takesStart: boolean,
  ground: Ground,
): LanguageModel {
  let next = 0;
  const base = createScriptedModel([], { id, continuesAnswerStart: takesStart });
  return wrapModel(base, async function* (request, options) {
    const { length, end, retryAfterMs } = calls[next++] ?? {
      length: 400,
      end: "stop" as const,
      retryAfterMs: undefined,
    };
    const said = request.messages.findLast(({ role }) => role === "assistant")?.text ?? "";
    const start = takesStart ? (request.answerStart ?? "") : said;
    const rest = ANSWER.slice(start.length, end === "stop" ? undefined : start.length + length);
    const text = takesStart ? start + rest : rest;
    const finish = end === "stop" || end === "length" ? { finishReason: end } : { fault: end };
    const answer: ScriptedAnswer = { text, ...finish, retryAfterMs };
    ground.begun += 1;
    ground.open += 1;
    ground.last = start + rest;
    const record = callRecord({
      askedOf: id,
      timeMs: ground.begun,
      purpose: options?.purpose ?? "answer",
    });
    try {
      for await (const event of createScriptedModel([answer], {
        id,
        chunkLength: 7,
        continuesAnswerStart: takesStart,
      }).stream(request, options)) {
        if (event.type === "response-end") {
          ground.ended += 1;
          yield { type: "call-end", call: record };
        }
        yield event;
      }
    } catch (error) {
      ground.ended += 1;
      yield { type: "call-end", call: record };
      throw error;
    } finally {
      ground.open -= 1;
    }
  });
}

const setUp = (scripts: readonly (readonly Call[])[], onBroken: Policy, takesStart: boolean) => {
  const clock = createLeapingClock();
  const ground: Ground = { begun: 0, ended: 0, open: 0, last: "" };
  const models = scripts.map((calls, index) => {
    const breaker = createCircuitBreaker({ failures: 3, openMs: 20_000, clock });
    const limiter = createRateLimiter({ clock, requestsPerMinute: 30 });
    const inTime = withTotalTimeout(createModel(`m/${index}`, calls, takesStart, ground), {
      timeoutMs: 600_000,
      clock,
    });
    const limited = withRateLimit(withCircuitBreaker(inTime, { breaker }), { limiter });
    const random = createRandom(index, clock);
    return withRetry(limited, { clock, random, maxRetries: 2, maxWaitMs: 60_000, onBroken });
  });
  const chain = withFallback([models[0]!, ...models.slice(1)], { onBroken, downgrade: "report" });
  return { model: withWholeAnswers(chain, { onCut: "continue" }), clock, ground };
};

const scripts = fc.array(fc.array(call, { maxLength: 5 }), { minLength: 1, maxLength: 3 });
const policy = fc.constantFrom(...POLICIES);

const expectNothingLeft = async (clock: LeapingClock, ground: Ground, signal: AbortSignal) => {
  await new Promise(setImmediate);
  expect(clock.sleepers).toBe(0);
  expect(ground.open).toBe(0);
  expect(getEventListeners(signal, "abort")).toEqual([]);
};

describe("the wrappers together", () => {
  test("show each character once, pass on each call's end once, and leave nothing behind", async () => {
    let answers = 0;
    await fc.assert(
      fc.asyncProperty(scripts, policy, fc.boolean(), async (scripts, onBroken, takesStart) => {
        const { model, clock, ground } = setUp(scripts, onBroken, takesStart);
        const { signal } = new AbortController();
        const events: ModelEvent[] = [];
        try {
          for await (const event of model.stream(modelRequest(), { signal })) events.push(event);
        } catch (error) {
          expect(isFault(error)).toBe(true);
        }

        const end = events.find((event) => event.type === "response-end");
        const text = events.reduce(textAfter, "");
        expect(ANSWER.startsWith(text)).toBe(true);
        if (end !== undefined) {
          answers += 1;
          expect(text).toBe(ground.last);
          if (end.finishReason === "stop") expect(text).toBe(ANSWER);
          expect(events.at(-1)).toBe(end);
        }
        const numbers = events.flatMap((event) =>
          event.type === "call-end" ? [event.call.timeMs] : [],
        );
        expect(numbers).toEqual(Array.from({ length: ground.begun }, (_, index) => index + 1));
        expect(ground.ended).toBe(ground.begun);
        await expectNothingLeft(clock, ground, signal);
      }),
      { numRuns: 500 },
    );
    expect(answers).toBeGreaterThan(100);
  });

  test("leave nothing behind when they are aborted, whenever that is", async () => {
    await fc.assert(
      fc.asyncProperty(
        scripts,
        policy,
        fc.boolean(),
        fc.nat(60),
        async (scripts, onBroken, takesStart, after) => {
          const { model, clock, ground } = setUp(scripts, onBroken, takesStart);
          const controller = new AbortController();
          const reason = new Error("enough");
          let seen = 0;
          let thrown: unknown;
          let isAnswered = false;
          try {
            for await (const { type } of model.stream(modelRequest(), {
              signal: controller.signal,
            })) {
              isAnswered ||= type === "response-end";
              if (seen++ === after) controller.abort(reason);
            }
          } catch (error) {
            thrown = error;
          }

          if (controller.signal.aborted && !isAnswered) expect(thrown).toBe(reason);
          await expectNothingLeft(clock, ground, controller.signal);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("close what they opened when the reader leaves, whenever that is", async () => {
    await fc.assert(
      fc.asyncProperty(
        scripts,
        policy,
        fc.boolean(),
        fc.nat(60),
        async (scripts, onBroken, takesStart, after) => {
          const { model, clock, ground } = setUp(scripts, onBroken, takesStart);
          const { signal } = new AbortController();
          let seen = 0;
          try {
            for await (const _ of model.stream(modelRequest(), { signal }))
              if (seen++ === after) break;
          } catch (error) {
            expect(isFault(error)).toBe(true);
          }

          await expectNothingLeft(clock, ground, signal);
        },
      ),
      { numRuns: 300 },
    );
  });
});
