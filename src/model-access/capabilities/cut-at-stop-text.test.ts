import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ModelEvent } from "../../domain/model.ts";
import { NO_USAGE } from "../../domain/token-usage.ts";
import { cutAtStopText } from "./cut-at-stop-text.ts";

const end: ModelEvent = {
  type: "response-end",
  finishReason: "length",
  usage: NO_USAGE,
  askedOf: "toy/model",
  answeredBy: "model",
  warnings: [],
};

async function* say(...texts: readonly string[]): AsyncGenerator<ModelEvent> {
  for (const text of texts) yield { type: "text-delta", text };
  yield end;
}

const textOf = (events: readonly ModelEvent[]) =>
  events.reduce(
    (text, event) =>
      event.type === "text-delta" ? text + event.text : event.type === "text-reset" ? "" : text,
    "",
  );

const cut = (answer: AsyncIterable<ModelEvent>, ...stops: readonly string[]) =>
  Array.fromAsync(cutAtStopText(answer, stops));

describe("cutAtStopText()", () => {
  test("leaves out the stop text and what follows, and calls that a stop", async () => {
    const events = await cut(say("one EN", "D two", " three"), "END");

    expect(textOf(events)).toBe("one ");
    expect(events.at(-1)).toEqual({ ...end, finishReason: "stop" });
  });

  test("leaves an answer without one as it is", async () => {
    const events = await cut(say("one EN", "CORE"), "END");

    expect(textOf(events)).toBe("one ENCORE");
    expect(events.at(-1)).toEqual(end);
  });

  test("hands on what the end of an answer that broke off had told, but not what may be a stop text", async () => {
    const broken = async function* (): AsyncGenerator<ModelEvent> {
      yield { type: "text-delta", text: "one EN" };
      throw new Error("broken");
    };
    const seen: ModelEvent[] = [];

    const reading = (async () => {
      for await (const event of cutAtStopText(broken(), ["END"])) seen.push(event);
    })();

    await expect(reading).rejects.toThrow("broken");
    expect(textOf(seen)).toBe("one ");
  });

  test("cuts an answer that begins anew anew", async () => {
    const twice = async function* (): AsyncGenerator<ModelEvent> {
      yield { type: "text-delta", text: "a END b" };
      yield { type: "text-reset", reason: "asked again" };
      yield { type: "text-delta", text: "c" };
      yield end;
    };

    expect(textOf(await cut(twice(), "END"))).toBe("c");
  });

  test("gives the text before the first stop text, however it comes in pieces", async () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 20 });
    const stop = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(letters),
        fc.array(stop, { minLength: 1, maxLength: 3 }),
        async (texts, stops) => {
          const whole = texts.join("");
          const first = stops.map((one) => whole.indexOf(one)).filter((at) => at >= 0);

          const events = await cut(say(...texts), ...stops);

          expect(textOf(events)).toBe(
            first.length === 0 ? whole : whole.slice(0, Math.min(...first)),
          );
          expect(events.filter(({ type }) => type === "response-end")).toHaveLength(1);
        },
      ),
    );
  });
});
