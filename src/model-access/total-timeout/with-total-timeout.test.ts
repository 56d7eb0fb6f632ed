import { describe, expect, test } from "vitest";
import { wrapModel } from "../../ports/wrap-model.ts";
import { createScriptedModel } from "../../providers/scripted/create-scripted-model.ts";
import { modelRequest } from "../../testing/builders.ts";
import { createLeapingClock } from "../../testing/leaping-clock.ts";
import { withTotalTimeout } from "./with-total-timeout.ts";

describe("withTotalTimeout()", () => {
  test("cancels a call that takes too long, and keeps its text", async () => {
    const clock = createLeapingClock();
    let isCancelled = false;
    const inner = createScriptedModel([{ text: "half", fault: "stall" }]);
    const noted = wrapModel(inner, (request, call) => {
      call?.signal?.addEventListener("abort", () => {
        isCancelled = true;
      });
      return inner.stream(request, call);
    });
    const model = withTotalTimeout(noted, { timeoutMs: 5000, clock });

    await expect(Array.fromAsync(model.stream(modelRequest()))).rejects.toMatchObject({
      code: "model/timeout",
      message: expect.stringContaining("more than 5 s"),
      details: { ms: 5000, partialText: "half" },
    });
    expect(isCancelled).toBe(true);
    expect(clock.elapsed()).toBe(5000);
  });

  test("counts slow readers in, however busy the stream", async () => {
    const clock = createLeapingClock();
    const inner = createScriptedModel(["a".repeat(1000)], { chunkLength: 1 });
    const model = withTotalTimeout(inner, { timeoutMs: 50, clock });

    const read = (async () => {
      for await (const _ of model.stream(modelRequest())) await clock.sleep(1);
    })();

    await expect(read).rejects.toMatchObject({ code: "model/timeout" });
  });

  test("leaves no timer behind after an answer, a fault, an abort, or a reader who leaves", async () => {
    const clock = createLeapingClock();
    const inner = createScriptedModel([
      "fine",
      { fault: "model/overloaded" },
      { fault: "stall" },
      "a long answer of several parts",
    ]);
    const model = withTotalTimeout(inner, { timeoutMs: 5000, clock });
    const controller = new AbortController();

    await Array.fromAsync(model.stream(modelRequest()));
    expect(clock.sleepers).toBe(0);
    await expect(Array.fromAsync(model.stream(modelRequest()))).rejects.toThrow();
    expect(clock.sleepers).toBe(0);
    const aborted = Array.fromAsync(model.stream(modelRequest(), { signal: controller.signal }));
    controller.abort("enough");
    await expect(aborted).rejects.toBe("enough");
    expect(clock.sleepers).toBe(0);
    for await (const _ of model.stream(modelRequest())) break;
    expect(clock.sleepers).toBe(0);
  });
});
