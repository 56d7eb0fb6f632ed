import { describe, expect, test } from "vitest";
import { fillSlots } from "../../domain/slot.ts";
import { sha256 } from "../../platform/sha256.ts";
import { readMarkedBlocks } from "../../std/marked-blocks.ts";
import { accepted, formalSpecification, setup, specification } from "../../testing/builders.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { fakeMarkedPack } from "../../testing/fake-marked-pack.ts";
import { noKnowledge } from "../../testing/no-knowledge.ts";
import { createRenderExchange } from "./render-exchange.ts";

const templates = await noKnowledge.templates.choose("");
const render = createRenderExchange(templates, {
  languages: [fakeLanguagePack(() => accepted()), fakeMarkedPack()],
  sha256,
});
const file = (path: string, text: string) => ({ path, text, companions: [] });

describe("createRenderExchange()", () => {
  test("words a wish as a model is asked, with its files, and answers in a fence", () => {
    const wish = specification({ contextFiles: [{ path: "near.toy", text: "2 + 2 = 4\n" }] });

    const { prompt, answer } = render(
      setup({ specification: wish }),
      file("sum.toy", "1 + 1 = 2\n"),
    );

    expect(prompt.map(({ role }) => role)).toEqual(["system", "user"]);
    expect(prompt[1]?.content).toContain("Write a sum that is right.");
    expect(prompt[1]?.content).toContain('origin="file:near.toy"');
    expect(answer).toBe("```toy\n1 + 1 = 2\n```");
  });

  test("answers with all files where there are several", () => {
    const { answer } = render(setup(), {
      ...file("lib/sum.toy", "1 + 1 = 2\n"),
      companions: [{ path: "lib/more.toy", text: "2 + 2 = 4\n" }],
    });

    expect(answer).toContain("sum.toy\n\n```toy\n1 + 1 = 2\n```");
    expect(answer).toContain("more.toy\n\n```toy\n2 + 2 = 4\n```");
  });

  test("answers a file with open places by what stands in them", () => {
    const grow = formalSpecification();
    const texts = new Map([
      ["vc-helpers", "lemma L()\n"],
      ["vc-code", "{\n  grow;\n}\n"],
    ]);

    const { prompt, answer } = render(
      setup({ specification: grow, path: grow.path }),
      file(grow.path, fillSlots(grow, texts)),
    );

    expect(prompt[1]?.content).toContain(grow.source);
    expect(answer).not.toContain("predicate Big");
    expect(readMarkedBlocks(answer).map(({ text }) => text)).toEqual([...texts.values()]);
  });

  test("refuses a language that is not here", () => {
    const wish = specification({ language: "elvish" });

    expect(() => render(setup({ specification: wish }), file("a.elv", "x"))).toThrow(
      'Cannot find a language called "elvish"',
    );
  });
});
