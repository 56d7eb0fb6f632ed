import { describe, expect, test } from "vitest";
import { FAULTS, Fault, type FaultCode, isFault } from "../../domain/fault.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import {
  createScriptedModel,
  type ScriptedAnswer,
} from "../../providers/scripted/create-scripted-model.ts";
import { modelRequest } from "../../testing/builders.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { createCircuitBreaker } from "./create-circuit-breaker.ts";
import { withCircuitBreaker } from "./with-circuit-breaker.ts";

const OPEN_MS = 30_000;
const bad = { fault: "model/overloaded" } as const;

const setUp = (answers: readonly ScriptedAnswer[], failures = 2) => {
  const clock = createFakeClock();
  const breaker = createCircuitBreaker({ failures, openMs: OPEN_MS, clock });
  const scripted = createScriptedModel(answers);
  return { clock, breaker, scripted, model: withCircuitBreaker(scripted, { breaker }) };
};

/** The code of the fault, or the last event. */
const ask = async (model: LanguageModel, signal?: AbortSignal): Promise<string> => {
  try {
    const events = await Array.fromAsync(model.stream(modelRequest(), { signal }));
    return events.at(-1)?.type ?? "nothing";
  } catch (error) {
    return isFault(error) ? error.code : String(error);
  }
};

const begin = (model: LanguageModel, signal?: AbortSignal) => {
  const stream = model.stream(modelRequest(), { signal })[Symbol.asyncIterator]();
  return { next: () => stream.next(), leave: () => stream.return?.() };
};

describe("withCircuitBreaker()", () => {
  test("leaves a provider alone after failures in a row", async () => {
    const { model, breaker, clock, scripted } = setUp([bad, bad, "fine"]);

    await ask(model);
    expect(breaker.state).toBe("closed");
    await ask(model);
    clock.advance(10_000);

    expect(breaker.state).toBe("open");
    await expect(Array.fromAsync(model.stream(modelRequest()))).rejects.toMatchObject({
      code: "model/circuit-open",
      message: expect.stringContaining("left alone for 20 s"),
      details: { retryAfterMs: 20_000 },
    });
    expect(scripted.requests).toHaveLength(2);
  });

  test("counts a success as the end of the row", async () => {
    const { model, breaker } = setUp([bad, "fine", bad]);

    for (let call = 0; call < 3; call += 1) await ask(model);

    expect(breaker.state).toBe("closed");
  });

  test("closes when the call that looks goes well", async () => {
    const { model, breaker, clock } = setUp([bad, bad, "fine", bad]);
    await ask(model);
    await ask(model);

    clock.advance(OPEN_MS);
    expect(breaker.state).toBe("half-open");
    expect(await ask(model)).toBe("response-end");
    expect(breaker.state).toBe("closed");
    await ask(model);
    expect(breaker.state).toBe("closed");
  });

  test("stays open for as long again when it goes badly", async () => {
    const { model, breaker, clock } = setUp([bad, bad, bad]);
    await ask(model);
    await ask(model);
    clock.advance(OPEN_MS);

    await ask(model);

    expect(breaker.state).toBe("open");
    clock.advance(OPEN_MS - 1);
    expect(await ask(model)).toBe("model/circuit-open");
  });

  test("lets one call look, and the others in as soon as it says something", async () => {
    const { model, breaker, clock, scripted } = setUp([
      bad,
      bad,
      "a long answer in two parts",
      "fine",
    ]);
    await ask(model);
    await ask(model);
    clock.advance(OPEN_MS);

    const probe = begin(model);
    const first = probe.next();
    expect(await ask(model)).toBe("model/circuit-open");
    await first;

    expect(breaker.state).toBe("closed");
    expect(await ask(model)).toBe("response-end");
    expect(scripted.requests).toHaveLength(4);
    await probe.leave();
  });

  test("lets the next call look when the first one is called off", async () => {
    const { model, breaker, clock } = setUp([bad, bad, { fault: "stall" }, "fine"]);
    await ask(model);
    await ask(model);
    clock.advance(OPEN_MS);
    const controller = new AbortController();

    const probe = ask(model, controller.signal);
    controller.abort("enough");

    expect(await probe).toBe("enough");
    expect(breaker.state).toBe("half-open");
    expect(await ask(model)).toBe("response-end");
  });

  test("closes when the call that looks is refused for its own sake", async () => {
    const { model, breaker, clock } = setUp([bad, bad, { fault: "model/bad-request" }]);
    await ask(model);
    await ask(model);
    clock.advance(OPEN_MS);

    await ask(model);

    expect(breaker.state).toBe("closed");
  });

  test("counts trouble of the provider, and nothing else", async () => {
    const counted: string[] = [];
    for (const fault of Object.keys(FAULTS) as FaultCode[]) {
      const { model, breaker } = setUp([{ fault }], 1);
      await ask(model);
      if (breaker.state === "open") counted.push(fault);
    }

    expect(counted).toEqual([
      "model/overloaded",
      "model/unavailable",
      "model/timeout",
      "model/malformed-response",
      "model/truncated",
    ]);
  });

  test("lets the next call look when the reader of the first one leaves", async () => {
    const { breaker, clock, scripted, model } = setUp([bad, bad, "fine"]);
    const waiting = wrapModel(scripted, async function* (request) {
      yield { type: "wait-start", reason: "budget", waitMs: 1, why: "w", code: undefined };
      yield* scripted.stream(request);
    });
    await ask(model);
    await ask(model);
    clock.advance(OPEN_MS);

    const probe = begin(withCircuitBreaker(waiting, { breaker }));
    await probe.next();
    await probe.leave();

    expect(await ask(model)).toBe("response-end");
  });

  test("counts neither an abort nor a reader who leaves", async () => {
    const { model, breaker } = setUp([{ fault: "stall" }, "one two three four five six"], 1);
    const controller = new AbortController();

    const aborted = ask(model, controller.signal);
    controller.abort(new Fault("model/timeout", "Cannot wait longer: the run's time is over"));
    await aborted;
    const reader = begin(model);
    await reader.next();
    await reader.leave();

    expect(breaker.state).toBe("closed");
  });

  test("never opens with 0 failures", async () => {
    const { model, breaker } = setUp(
      Array.from({ length: 50 }, () => bad),
      0,
    );

    for (let call = 0; call < 50; call += 1) await ask(model);

    expect(breaker.state).toBe("closed");
  });

  test("is shared by all who call the provider", async () => {
    const { model, breaker } = setUp([bad, bad]);
    const other = withCircuitBreaker(createScriptedModel(["fine"]), { breaker });
    await ask(model);
    await ask(model);

    expect(await ask(other)).toBe("model/circuit-open");
  });
});
