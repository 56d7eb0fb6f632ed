import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PLAIN_CAPABILITIES } from "../../domain/capabilities.ts";
import { modelRequest } from "../../testing/builders.ts";
import { worstTokens } from "./worst-case.ts";

const model = { contextWindowTokens: 100_000, capabilities: PLAIN_CAPABILITIES };

describe("worstTokens()", () => {
  test("counts the bytes of all that is sent, and the marks around messages", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "binary" }), { maxLength: 4 }),
        fc.option(fc.string({ unit: "binary" }), { nil: undefined }),
        (texts, answerStart) => {
          const messages = texts.map((text) => ({ role: "user" as const, text }));
          const sent = [...texts, answerStart ?? "", '{"type":"object"}'].join("");

          const { input } = worstTokens(
            modelRequest({ messages, answerStart, responseSchema: { type: "object" } }),
            model,
          );

          expect(input).toBe(new TextEncoder().encode(sent).length + 16 * texts.length);
        },
      ),
    );
  });

  test.each(["\u007f\u0080", "\u07ff\u0800\u08ff", "\ud7ff\ue000\uffff", "\ud800x\udc00", "𝄞"])(
    "counts the bytes of %j",
    (text) => {
      const { input } = worstTokens(modelRequest({ messages: [{ role: "user", text }] }), model);

      expect(input).toBe(new TextEncoder().encode(text).length + 16);
    },
  );

  test("is never more than the model takes and gives", () => {
    const request = modelRequest({
      messages: [{ role: "user", text: "x".repeat(500) }],
      maxOutputTokens: 900,
    });

    const worst = worstTokens(request, {
      contextWindowTokens: 300,
      capabilities: { ...PLAIN_CAPABILITIES, outputLimitTokens: 64 },
    });

    expect(worst).toEqual({ input: 300, output: 64 });
  });
});
