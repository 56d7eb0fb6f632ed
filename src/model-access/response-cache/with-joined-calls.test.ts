import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PLAIN_CAPABILITIES } from "../../domain/capabilities.ts";
import { Fault } from "../../domain/fault.ts";
import type { ModelEvent } from "../../domain/model.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { createScriptedModel } from "../../providers/index.ts";
import { callRecord, modelRequest } from "../../testing/builders.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { createBudget } from "../money/create-budget.ts";
import { createRequestKeys } from "./request-key.ts";
import { withJoinedCalls } from "./with-joined-calls.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const keyOf = createRequestKeys(
  { capabilities: PLAIN_CAPABILITIES },
  { modelIds: ["toy/model"], sha256 },
);
const join = (model: LanguageModel): LanguageModel =>
  withJoinedCalls(model, { keyOf, clock: createFakeClock() });

/** A model that counts its calls, and goes on one event at a time, when told to. */
function createSteppedModel(events: readonly ModelEvent[], failure?: Error) {
  const waiting: (() => void)[] = [];
  const seen = { calls: 0, closed: 0, reasons: [] as unknown[] };
  let allowed = 0;
  const model = wrapModel(createScriptedModel([]), async function* (_request, { signal } = {}) {
    seen.calls += 1;
    signal?.addEventListener("abort", () => {
      seen.reasons.push(signal.reason);
      for (const go of waiting.splice(0)) go();
    });
    try {
      for (const event of events) {
        if (allowed === 0 && signal?.aborted !== true)
          await new Promise<void>((resolve) => waiting.push(resolve));
        signal?.throwIfAborted();
        allowed -= 1;
        yield event;
      }
      if (failure !== undefined) throw failure;
    } finally {
      seen.closed += 1;
    }
  });
  const step = (count = 1): void => {
    allowed += count;
    for (const go of waiting.splice(0)) go();
  };
  return { model, seen, step };
}

const text = (piece: string): ModelEvent => ({ type: "text-delta", text: piece });
const END: ModelEvent = {
  type: "response-end",
  finishReason: "stop",
  usage: { input: 10, output: 5, cached: 0, cacheWritten: 0, reasoning: 0 },
  askedOf: "toy/model",
  answeredBy: "model",
  warnings: [],
};
const PAID: ModelEvent = { type: "call-end", call: callRecord({ costUsd: 0.25 }) };

async function read(events: AsyncIterable<ModelEvent>) {
  const seen: ModelEvent[] = [];
  for await (const event of events) seen.push(event);
  const said = seen.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
  return {
    seen,
    said,
    calls: seen.flatMap((event) => (event.type === "call-end" ? event.call : [])),
  };
}

/** Lets everything go on that can. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("withJoinedCalls()", () => {
  test("asks once for requests that are the same but for their break points", async () => {
    const { model, seen, step } = createSteppedModel([text("a"), text("b"), PAID, END]);
    const joined = join(model);

    const leader = read(joined.stream(modelRequest()));
    step(1);
    await settle();
    const follower = read(joined.stream(modelRequest({ breakPoints: [{ message: 0, end: 3 }] })));
    step(3);

    expect((await follower).said).toBe("ab");
    expect((await leader).calls).toEqual([callRecord({ costUsd: 0.25 })]);
    expect((await follower).calls).toEqual([
      expect.objectContaining({
        source: "joined",
        costUsd: 0,
        savedUsd: 0.25,
        askedOf: "toy/model",
      }),
    ]);
    expect(seen).toMatchObject({ calls: 1, closed: 1 });
  });

  test("keeps requests of another draw apart, and those that come after the end", async () => {
    const model = createScriptedModel(["one", "two", "three"]);
    const joined = join(model);

    const both = await Promise.all([
      read(joined.stream(modelRequest())),
      read(joined.stream(modelRequest({ draw: 1 }))),
    ]);
    const later = await read(joined.stream(modelRequest()));

    expect([...both, later].map(({ said }) => said)).toEqual(["one", "two", "three"]);
  });

  test("goes on for the others when the first leaves, and tells one of them the cost", async () => {
    const { model, seen, step } = createSteppedModel([text("a"), text("b"), PAID, END]);
    const joined = join(model);
    const abort = new AbortController();
    const reason = new Error("enough");

    const leader = read(joined.stream(modelRequest(), { signal: abort.signal }));
    step(1);
    await settle();
    const followers = [read(joined.stream(modelRequest())), read(joined.stream(modelRequest()))];
    await settle();
    abort.abort(reason);
    await expect(leader).rejects.toBe(reason);
    step(3);

    const [heir, other] = await Promise.all(followers);
    expect([heir?.said, other?.said]).toEqual(["ab", "ab"]);
    expect(heir?.calls).toEqual([callRecord({ costUsd: 0.25 })]);
    expect(other?.calls).toMatchObject([{ source: "joined", savedUsd: 0.25 }]);
    expect(seen).toMatchObject({ calls: 1, reasons: [] });
  });

  test("hands a cost that the first one never read to the next", async () => {
    const { model, step } = createSteppedModel([text("a"), PAID, END]);
    const joined = join(model);
    const slow = joined.stream(modelRequest())[Symbol.asyncIterator]();
    const first = slow.next();
    const follower = read(joined.stream(modelRequest()));
    step(2);
    await first;
    await settle();
    await slow.return?.();
    step(1);

    expect((await follower).calls).toEqual([callRecord({ costUsd: 0.25 })]);
  });

  test("ends the call when the last one leaves, with its reason", async () => {
    const { model, seen, step } = createSteppedModel([text("a"), text("b"), END]);
    const joined = join(model);
    const abort = new AbortController();
    const reason = new Error("enough");

    const waiting = [1, 2].map(() => read(joined.stream(modelRequest(), { signal: abort.signal })));
    step(1);
    await settle();
    abort.abort(reason);

    for (const one of waiting) await expect(one).rejects.toBe(reason);
    expect(seen).toMatchObject({ calls: 1, closed: 1, reasons: [reason] });
  });

  test("tells the one who leaves last what the ended call cost", async () => {
    const model = wrapModel(createScriptedModel([]), async function* (_request, { signal } = {}) {
      yield text("a");
      await new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve()));
      yield PAID;
      throw signal?.reason;
    });
    const abort = new AbortController();
    const seen: ModelEvent[] = [];

    const waiting = (async () => {
      for await (const event of join(model).stream(modelRequest(), { signal: abort.signal })) {
        seen.push(event);
        if (event.type === "text-delta") setImmediate(() => abort.abort(new Error("enough")));
      }
    })();

    await expect(waiting).rejects.toThrow("enough");
    expect(seen).toEqual([text("a"), PAID]);
  });

  test("closes the stream when the only reader stops early", async () => {
    const { model, seen, step } = createSteppedModel([text("a"), text("b"), END]);
    step(1);

    for await (const _event of join(model).stream(modelRequest())) break;

    expect(seen.closed).toBe(1);
  });

  test("passes a fault on to all, after the text before it", async () => {
    const fault = new Fault("model/overloaded", "Cannot ask");
    const { model, step } = createSteppedModel([text("half")], fault);
    const joined = join(model);

    const both = [1, 2].map(async () => {
      let said = "";
      try {
        for await (const event of joined.stream(modelRequest()))
          if (event.type === "text-delta") said += event.text;
      } catch (error) {
        return { said, error };
      }
      return { said };
    });
    await settle();
    step(1);

    expect(await Promise.all(both)).toEqual([1, 2].map(() => ({ said: "half", error: fault })));
  });

  test("lets the others ask with their own money when the first has none", async () => {
    const poor = createBudget({ capNanoUsd: 1 });
    const rich = createBudget();
    const model = wrapModel(createScriptedModel([]), async function* (_request, { budget } = {}) {
      await settle();
      if (budget === poor) throw new Fault("budget/exceeded", "Cannot make the next call");
      yield text("paid");
      yield END;
    });
    const joined = join(model);

    const refused = read(joined.stream(modelRequest(), { budget: poor }));
    const paid = read(joined.stream(modelRequest(), { budget: rich }));

    await expect(refused).rejects.toMatchObject({ code: "budget/exceeded" });
    expect((await paid).said).toBe("paid");
  });

  test("lets the others begin anew when the money of the first ends in the middle", async () => {
    const poor = createBudget({ capNanoUsd: 1 });
    const model = wrapModel(createScriptedModel([]), async function* (_request, { budget } = {}) {
      await settle();
      yield text("half");
      await settle();
      if (budget === poor) throw new Fault("budget/exceeded", "Cannot make the next call");
      yield END;
    });
    const joined = join(model);

    const refused = read(joined.stream(modelRequest(), { budget: poor }));
    const paid = read(joined.stream(modelRequest(), { budget: createBudget() }));

    await expect(refused).rejects.toMatchObject({ code: "budget/exceeded" });
    expect((await paid).seen.filter(({ type }) => type !== "call-end")).toEqual([
      text("half"),
      { type: "text-reset", reason: expect.stringMatching(/money/) },
      text("half"),
      END,
    ]);
  });

  test("gives every reader the same text, whenever it comes and however it reads", async () => {
    const piece = fc.oneof(
      { weight: 100, arbitrary: fc.string({ minLength: 1 }).map(text) },
      { weight: 1, arbitrary: fc.constant<ModelEvent>({ type: "text-reset", reason: "broke" }) },
      { weight: 1, arbitrary: fc.constant(PAID) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 200, size: "max" }),
        fc.array(
          fc.record({ after: fc.nat(200), leavesAfter: fc.option(fc.nat(50), { freq: 1 }) }),
          {
            maxLength: 5,
          },
        ),
        async (pieces, others) => {
          const { model, seen, step } = createSteppedModel([...pieces, END]);
          const joined = join(model);
          const readText = async (leavesAfter: number | null): Promise<string | undefined> => {
            let said = "";
            let count = 0;
            for await (const event of joined.stream(modelRequest())) {
              if (event.type === "text-reset") said = "";
              if (event.type === "text-delta") said += event.text;
              if (leavesAfter !== null && count >= leavesAfter) return undefined;
              count += 1;
            }
            return said;
          };

          const readers = [readText(null)];
          for (let at = 0; at <= pieces.length; at += 1) {
            for (const { after, leavesAfter } of others)
              if (after === at) readers.push(readText(leavesAfter));
            await settle();
            step();
          }
          const texts = await Promise.all(readers);

          expect(new Set(texts.filter((said) => said !== undefined)).size).toBe(1);
          expect(seen).toMatchObject({ calls: 1, closed: 1 });
        },
      ),
      { numRuns: 50 },
    );
  });
});
