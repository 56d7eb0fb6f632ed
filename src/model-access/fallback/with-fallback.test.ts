import { describe, expect, test } from "vitest";
import { FAULTS, Fault, type FaultCode } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import {
  createScriptedModel,
  type ScriptedAnswer,
  type ScriptedModelOptions,
} from "../../providers/scripted/create-scripted-model.ts";
import { modelRequest } from "../../testing/builders.ts";
import { textAfter } from "../continuation/text-after.ts";
import { withFallback } from "./with-fallback.ts";

const scripted = (
  id: string,
  answers: readonly ScriptedAnswer[],
  facts: ScriptedModelOptions = {},
) => createScriptedModel(answers, { id, ...facts });

const RESTART = { onBroken: "restart", downgrade: "report" } as const;
const REFUSE = { ...RESTART, downgrade: "refuse" } as const;

const read = async (
  model: LanguageModel,
  call: CallOptions = {},
  wishes: Partial<ModelRequest> = {},
) => {
  const events: ModelEvent[] = [];
  for await (const event of model.stream(modelRequest(wishes), call)) events.push(event);
  const end = events.find((event) => event.type === "response-end");
  return { text: events.reduce(textAfter, ""), end, types: events.map(({ type }) => type) };
};

describe("withFallback()", () => {
  test("asks only the first when it answers", async () => {
    const second = scripted("b/two", ["second"]);

    const { text, end } = await read(withFallback([scripted("a/one", ["first"]), second], RESTART));

    expect(text).toBe("first");
    expect(end).toMatchObject({ askedOf: "a/one", warnings: [] });
    expect(second.requests).toEqual([]);
  });

  test("asks the next after a fault, and says so", async () => {
    const calls: (CallOptions | undefined)[] = [];
    const second = scripted("b/two", ["second"]);
    const noted = wrapModel(second, (request, call) => {
      calls.push(call);
      return second.stream(request, call);
    });
    const model = withFallback([scripted("a/one", [{ fault: "model/quota" }]), noted], RESTART);

    const { text, end } = await read(model, { rule: "small tasks" });

    expect(text).toBe("second");
    expect(end).toMatchObject({
      askedOf: "b/two",
      warnings: ['"a/one" failed (model/quota), so "b/two" was asked'],
    });
    expect(calls).toMatchObject([{ purpose: "fallback", rule: "small tasks" }]);
  });

  test("asks another exactly for what another may not have", async () => {
    const asked: string[] = [];
    for (const fault of Object.keys(FAULTS) as FaultCode[]) {
      const second = scripted("b/two", ["second"], { contextWindowTokens: 200_000 });
      const model = withFallback([scripted("a/one", [{ fault }]), second], RESTART);
      await read(model).catch(() => undefined);
      if (second.requests.length > 0) asked.push(fault);
    }

    expect(asked.filter((code) => !code.startsWith("model/"))).toEqual([
      "keys/unavailable",
      "download/failed",
    ]);
    expect(
      Object.keys(FAULTS).filter((code) => code.startsWith("model/") && !asked.includes(code)),
    ).toEqual(["model/downgraded"]);
  });

  test("asks only larger models after a prompt that was too long", async () => {
    const same = scripted("b/two", ["second"]);
    const large = scripted("c/three", ["third"], { contextWindowTokens: 1_000_000 });
    const tooLong = { fault: "model/context-too-long" } as const;

    const { text } = await read(withFallback([scripted("a/one", [tooLong]), same, large], RESTART));
    const failed = read(withFallback([scripted("a/one", [tooLong]), same], RESTART));

    expect(text).toBe("third");
    await expect(failed).rejects.toMatchObject({ code: "model/context-too-long" });
    expect(same.requests).toEqual([]);
  });

  test("throws the last fault with all that was tried", async () => {
    const model = withFallback(
      [
        scripted("a/one", [{ fault: "model/overloaded" }]),
        scripted("b/two", [{ fault: "model/unauthorized" }]),
      ],
      RESTART,
    );

    await expect(read(model)).rejects.toMatchObject({
      code: "model/unauthorized",
      details: {
        tried: [
          { model: "a/one", code: "model/overloaded" },
          { model: "b/two", code: "model/unauthorized" },
        ],
      },
    });
  });

  test.each(["restart", "next"] as const)(
    "answers anew after text that broke (%s)",
    async (onBroken) => {
      const model = withFallback(
        [scripted("a/one", [{ text: "half", fault: "cut" }]), scripted("b/two", ["whole"])],
        { ...RESTART, onBroken },
      );

      const { text, types } = await read(model);

      expect(text).toBe("whole");
      expect(types.filter((type) => type === "text-reset")).toHaveLength(1);
    },
  );

  test("lets the next go on with text that broke, but not with text that was refused", async () => {
    const broken = (fault: "cut" | "model/refused") =>
      withFallback(
        [scripted("a/one", [{ text: "one two", fault }]), scripted("b/two", [" three"])],
        { ...RESTART, onBroken: "continue" },
      );

    const cut = await read(broken("cut"));
    const refused = await read(broken("model/refused"));

    expect([cut.text, cut.types.includes("text-reset")]).toEqual(["one two three", false]);
    expect(refused.text).toBe(" three");
  });

  test("says when another model answered than was asked", async () => {
    const model = withFallback(
      [scripted("a/one", [{ text: "x", answeredBy: "one-mini" }])],
      RESTART,
    );

    const { end } = await read(model);

    expect(end).toMatchObject({ warnings: ['"a/one" was asked, and "one-mini" answered'] });
  });

  test("refuses a downgrade: such an answer is not used, and no other model is paid", async () => {
    const second = scripted("b/two", ["second"]);
    const other = withFallback([scripted("a/one", [{ answeredBy: "one-mini" }]), second], REFUSE);
    const failed = withFallback(
      [scripted("a/one", [{ fault: "model/overloaded" }]), second],
      REFUSE,
    );
    const dated = withFallback([scripted("a/one", [{ answeredBy: "one-2026-09-22" }])], REFUSE);

    await expect(read(other)).rejects.toMatchObject({
      code: "model/downgraded",
      details: { asked: "a/one", answeredBy: "one-mini" },
    });
    await expect(read(failed)).rejects.toMatchObject({
      code: "model/overloaded",
      help: 'Set downgrade to "report" to let "b/two" answer instead',
    });
    expect((await read(dated)).end).toBeDefined();
    expect(second.requests).toEqual([]);
  });

  test("asks nobody after an abort", async () => {
    const controller = new AbortController();
    const second = scripted("b/two", ["second"]);
    const model = withFallback([scripted("a/one", [{ fault: "stall" }]), second], RESTART);

    const asked = read(model, { signal: controller.signal });
    const reason = new Fault("model/timeout", "Cannot wait longer: the run's time is over");
    controller.abort(reason);

    await expect(asked).rejects.toBe(reason);
    expect(second.requests).toEqual([]);
  });

  test("has the facts that hold for all, and closes all", async () => {
    const closed: string[] = [];
    const closing = (model: LanguageModel): LanguageModel => ({
      ...model,
      async [Symbol.asyncDispose]() {
        closed.push(model.id);
      },
    });
    const one = closing(scripted("a/one", [], { continuesAnswerStart: true }));
    const two = closing(scripted("b/two", [], { contextWindowTokens: 4000 }));

    await using model = withFallback([one, two], RESTART);

    expect(model).toMatchObject({
      id: "a/one",
      contextWindowTokens: 4000,
      continuesAnswerStart: false,
    });
    expect(withFallback([one, two], REFUSE)).toMatchObject({ continuesAnswerStart: true });
    await model[Symbol.asyncDispose]();
    expect(closed.toSorted()).toEqual(["a/one", "b/two"]);
  });
});
