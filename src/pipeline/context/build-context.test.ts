import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FormalSpecification } from "../../domain/specification.ts";
import { createSyntaxParser } from "../../platform/syntax-parser.ts";
import {
  accepted,
  attempt,
  formalSpecification,
  plan,
  specification,
} from "../../testing/builders.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { noKnowledge } from "../../testing/no-knowledge.ts";
import { buildContext } from "./build-context.ts";

const language = fakeLanguagePack(() => accepted());
const model = (contextWindowTokens: number) => ({
  id: "scripted/test",
  contextWindowTokens,
  countTokens: (text: string) => text.length,
});
const knowledge = { ...noKnowledge, syntax: createSyntaxParser() };
const always = { maxOutputTokens: 100, path: "sum.toy", knowledge };
const file = (path: string, length: number) => ({ path, text: "x".repeat(length) });

describe("buildContext()", () => {
  test("shows the briefing first, then the files in their order, then the specification", async () => {
    const contextFiles = [file("b", 10), file("a", 10)];

    const { items } = await buildContext(specification({ contextFiles }), plan(), [], {
      language,
      model: model(10_000),
      ...always,
    });

    expect(items.map(({ source }) => source)).toEqual(["toy", "b", "a", "Sum"]);
  });

  test("shows a file with slots to the byte, beside what is said of it", async () => {
    const show = async (file: FormalSpecification) => {
      const asked = { language, model: model(10_000), ...always };
      const { items } = await buildContext(file, plan(), [], asked);
      return items.filter(({ isPinned, kind }) => isPinned && kind === "specification");
    };
    const grow = formalSpecification({ source: "\n???\n \n" });

    expect(await show(grow)).toMatchObject([{ source: "grow.proof", text: grow.source }]);
    expect(await show({ ...grow, text: " Grow.\n" })).toMatchObject([
      { source: "grow", text: "Grow." },
      { source: "grow.proof", text: grow.source },
    ]);
  });

  test("leaves out whole what does not fit, and says so", async () => {
    const contextFiles = [file("large", 5000), file("small", 10)];

    const { items, omitted } = await buildContext(specification({ contextFiles }), plan(), [], {
      language,
      model: model(1000),
      ...always,
    });

    expect(items.map(({ source }) => source)).toEqual(["toy", "small", "Sum"]);
    expect(omitted).toMatchObject([{ source: "large", tokens: 5000, section: "references" }]);
  });

  test("gives examples of the language only the room that is left", async () => {
    const wish = specification({ text: "With an example.", contextFiles: [file("a", 10)] });
    const show = async (window: number) => {
      const options = { language, model: model(window), ...always };
      const { items } = await buildContext(wish, plan(), [], options);
      return items.map(({ source }) => source);
    };

    expect(await show(10_000)).toEqual(["toy", "sum-0", "sum-1", "a", "Sum"]);
    expect(await show(440)).toEqual(["toy", "sum-0", "a", "Sum"]);
  });

  test("refuses a specification that does not fit, before a model is asked", async () => {
    const text = "x".repeat(2000);

    await expect(
      buildContext(specification({ text }), plan(), [], {
        language,
        model: model(1000),
        ...always,
      }),
    ).rejects.toThrow(expect.objectContaining({ code: "model/context-too-long" }));
  });

  test("never goes over its budget", async () => {
    const lengths = fc.array(fc.nat(400), { maxLength: 12 });

    await fc.assert(
      fc.asyncProperty(lengths, fc.integer({ min: 600, max: 3000 }), async (sizes, window) => {
        const contextFiles = sizes.map((size, at) => file(`f${at}`, size));

        const { items, tokenBudget } = await buildContext(
          specification({ contextFiles }),
          plan({ kind: "repair", basis: 0 }),
          [attempt()],
          { language, model: model(window), ...always },
        );

        const used = items
          .filter(({ kind }) => kind === "file")
          .reduce((sum, { tokens }) => sum + tokens, 0);
        expect(used).toBeLessThanOrEqual(tokenBudget);
      }),
    );
  });
});
