import { describe, expect, test } from "vitest";
import type { ModelEvent } from "../../domain/model.ts";
import type { AuditEntry } from "../../ports/audit-log.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import {
  createScriptedModel,
  type ScriptedAnswer,
} from "../../providers/scripted/create-scripted-model.ts";
import { modelRequest } from "../../testing/builders.ts";
import { withKeyRotation } from "./with-key-rotation.ts";

const key = (...answers: readonly ScriptedAnswer[]) =>
  createScriptedModel(answers, { id: "toy/model" });

function rotate(...models: readonly [LanguageModel, ...LanguageModel[]]) {
  const entries: AuditEntry[] = [];
  const model = withKeyRotation(models, { audit: { append: (entry) => void entries.push(entry) } });
  return { model, entries };
}

const ask = (model: LanguageModel) => Array.fromAsync(model.stream(modelRequest()));

const textOf = (events: readonly ModelEvent[]) =>
  events.reduce(
    (text, event) =>
      event.type === "text-delta" ? text + event.text : event.type === "text-reset" ? "" : text,
    "",
  );

describe("withKeyRotation()", () => {
  test.each(["model/unauthorized", "model/quota"] as const)(
    "asks with the next key on %s, and says so in result and audit log",
    async (code) => {
      const { model, entries } = rotate(key({ fault: code }), key("ok"));

      const events = await ask(model);

      expect(textOf(events)).toBe("ok");
      expect(events.at(-1)).toMatchObject({
        warnings: [`key 1 of 2 of "toy/model" was refused (${code})`],
      });
      expect(entries).toEqual([
        { action: "key-rotated", details: { model: "toy/model", from: 1, to: 2, code } },
      ]);
    },
  );

  test("stays with the key that works, and never asks a refused one again", async () => {
    const bad = key({ fault: "model/quota" }, "never");
    const { model, entries } = rotate(bad, key("a", "b"));

    await ask(model);
    const second = await ask(model);

    expect(textOf(second)).toBe("b");
    expect(second.at(-1)).toMatchObject({ warnings: [] });
    expect(bad.requests).toHaveLength(1);
    expect(entries).toHaveLength(1);
  });

  test("lets the last fault go up when all keys are refused, with their number", async () => {
    const models = [key({ fault: "model/quota" }), key({ fault: "model/unauthorized" })] as const;
    const { model, entries } = rotate(...models);

    await expect(ask(model)).rejects.toMatchObject({
      code: "model/unauthorized",
      message:
        'Cannot ask "toy/model": its script says model/unauthorized; all 2 keys were refused',
      details: { refusedKeys: 2 },
    });
    expect(entries).toHaveLength(1);
  });

  test("sends nothing when all keys were refused before", async () => {
    const models = [
      key({ fault: "model/quota" }, "x"),
      key({ fault: "model/quota" }, "x"),
    ] as const;
    const { model } = rotate(...models);
    await ask(model).catch(() => {});

    await expect(ask(model)).rejects.toMatchObject({
      code: "model/quota",
      details: { notSent: true, refusedKeys: 2 },
    });
    expect(models.map(({ requests }) => requests.length)).toEqual([1, 1]);
  });

  test.each(["model/rate-limited", "model/overloaded", "model/refused"] as const)(
    "leaves %s to others",
    async (code) => {
      const next = key("never");
      const { model } = rotate(key({ fault: code }), next);

      await expect(ask(model)).rejects.toMatchObject({ code });
      expect(next.requests).toHaveLength(0);
    },
  );

  test("takes text back that had come before the key was refused", async () => {
    const { model } = rotate(key({ text: "half", fault: "model/quota" }), key("whole"));

    const events = await ask(model);

    expect(textOf(events)).toBe("whole");
    expect(events.some(({ type }) => type === "text-reset")).toBe(true);
  });

  test("rotates once for calls at the same time", async () => {
    const bad = key(...Array.from({ length: 9 }, () => ({ fault: "model/quota" }) as const));
    const good = key(...Array.from({ length: 9 }, () => "ok"));
    const third = key("never");
    const { model, entries } = rotate(bad, good, third);

    const answers = await Promise.all(Array.from({ length: 9 }, () => ask(model)));

    expect(answers.map(textOf)).toEqual(Array.from({ length: 9 }, () => "ok"));
    expect(entries).toHaveLength(1);
    expect(third.requests).toHaveLength(0);
  });

  test("gives one model back as it is", () => {
    const one = key("a");

    expect(withKeyRotation([one])).toBe(one);
  });

  test("closes all models", async () => {
    const closed: number[] = [];
    const models = [0, 1].map((index) => ({
      ...key("a"),
      [Symbol.asyncDispose]: async () => void closed.push(index),
    }));

    await withKeyRotation(models as unknown as [LanguageModel, LanguageModel])[
      Symbol.asyncDispose
    ]();

    expect(closed).toEqual([0, 1]);
  });

  test("closes the call when nobody reads on", async () => {
    let isClosed = false;
    const inner: LanguageModel = {
      ...key("a"),
      async *stream() {
        try {
          yield { type: "text-delta", text: "a" };
          yield { type: "text-delta", text: "b" };
        } finally {
          isClosed = true;
        }
      },
    };

    for await (const _ of withKeyRotation([inner, key("b")]).stream(modelRequest())) break;

    expect(isClosed).toBe(true);
  });
});
