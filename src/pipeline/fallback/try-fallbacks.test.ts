import { describe, expect, test } from "vitest";
import type { Attempt } from "../../domain/attempt.ts";
import type { FallbackStrategy } from "../../domain/fallback.ts";
import { Fault } from "../../domain/fault.ts";
import type { ExceededLimit, RunEvent } from "../../domain/run.ts";
import type { Verdict } from "../../domain/verdict.ts";
import {
  accepted,
  attempt,
  diagnostic,
  rejected,
  setup,
  specification,
} from "../../testing/builders.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { rateFallbacks, readFallbacks } from "./count-fallbacks.ts";
import { tryFallbacks } from "./try-fallbacks.ts";

interface Wishes {
  readonly fallbacks?: readonly FallbackStrategy[];
  readonly judge?: (text: string) => Verdict;
  readonly renderStub?: () => Promise<undefined>;
  readonly best?: Attempt;
  readonly limit?: ExceededLimit;
}

async function run({ judge = () => accepted(), ...wishes }: Wishes = {}) {
  const render = (text: string) => async () => ({
    text,
    companions: [{ path: "b.toy", text: "b" }],
    openPoints: ["R-1: it is right"],
  });
  const language = {
    ...fakeLanguagePack(() => accepted()),
    renderStub: wishes.renderStub ?? render("stub"),
    renderPartial: render("partial"),
  };
  const steps = tryFallbacks(
    { best: wishes.best ?? attempt(), limit: wishes.limit },
    {
      language,
      specification: specification(),
      path: "src/sum.toy",
      fallbacks: wishes.fallbacks ?? ["stub", "partial"],
      model: { id: "scripted/test" },
      clock: createFakeClock(),
      judge: async ({ text }) => judge(text),
    },
  );
  const events: RunEvent[] = [];
  for (;;) {
    const { value, done } = await steps.next();
    if (done === true) return { fallback: value, events };
    events.push(value);
  }
}

describe("tryFallbacks()", () => {
  test("gives the last that the checker accepts, and tells of each", async () => {
    const { fallback, events } = await run();

    expect(fallback).toMatchObject({
      strategy: "partial",
      path: "src/sum.toy",
      companions: [{ path: "src/b.toy" }],
      openPoints: ["R-1: it is right"],
    });
    expect(events).toMatchObject([
      { type: "fallback-end", strategy: "stub", reason: "T1", model: "scripted/test" },
      { type: "fallback-end", strategy: "partial" },
    ]);
  });

  test("leaves nothing that the checker refuses", async () => {
    const partly = await run({ judge: (text) => (text === "stub" ? accepted() : rejected()) });
    const none = await run({ judge: () => rejected() });

    expect(partly.fallback?.strategy).toBe("stub");
    expect(partly.events).toMatchObject([{}, { strategy: "partial", fallback: undefined }]);
    expect(none.fallback).toBeUndefined();
  });

  test("tries what is wished for, in that order, and nothing where that is nothing", async () => {
    const turned = await run({ fallbacks: ["partial", "stub"] });
    const off = await run({ fallbacks: [] });

    expect(turned.fallback?.strategy).toBe("stub");
    expect(off).toEqual({ fallback: undefined, events: [] });
  });

  test("takes a specification that cannot be read for one without a fallback", async () => {
    const renderStub = async () => {
      throw new Fault("specification/invalid", "Cannot read it");
    };

    expect((await run({ renderStub, fallbacks: ["stub"] })).fallback).toBeUndefined();
  });

  test("names the limit, or each code once", async () => {
    const best = attempt({
      verdict: rejected({
        diagnostics: [
          diagnostic({ code: "B" }),
          diagnostic({ code: "A" }),
          diagnostic({ code: "B" }),
        ],
      }),
    });

    expect((await run({ limit: "money" })).events[0]).toMatchObject({ reason: "limit on money" });
    expect((await run({ best })).events[0]).toMatchObject({ reason: "A, B" });
  });
});

test("readFallbacks() and rateFallbacks() count what was tried, once for each run", async () => {
  const { events } = await run({ judge: (text) => (text === "stub" ? accepted() : rejected()) });
  const start: RunEvent = { type: "run-start", runId: "a", ...setup() };
  const end: RunEvent = {
    type: "run-end",
    status: "exhausted",
    limit: undefined,
    artifact: undefined,
  };

  // A run that was killed at its end tries them anew.
  const read = readFallbacks("a", [start, ...events, ...events, end]);

  expect(read).toMatchObject({ hasEnded: true, isAccepted: false });
  expect(rateFallbacks(read.trials, ({ strategy }) => strategy)).toEqual([
    { name: "partial", tried: 1, usable: 0, timeMs: 0 },
    { name: "stub", tried: 1, usable: 1, timeMs: 0 },
  ]);
});
