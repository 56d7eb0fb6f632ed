import { describe, expect, test } from "vitest";
import { DEFAULT_CONTEXT_LIMITS } from "../../domain/context.ts";
import { sha256 } from "../../platform/sha256.ts";
import { createSyntaxParser } from "../../platform/syntax-parser.ts";
import type { ProjectHabits } from "../../ports/project-habits.ts";
import { accepted, plan, specification } from "../../testing/builders.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { noKnowledge } from "../../testing/no-knowledge.ts";
import { renderPrompt } from "../prompt/render-prompt.ts";
import { type BuildContextOptions, buildContext } from "./build-context.ts";
import { findHabits } from "./find-additions.ts";

const habits: ProjectHabits = {
  describeRules: async (language) =>
    language === "toy"
      ? [{ id: "ts/quotes", sentence: "Strings stand in double quotes", why: "9 of 9 places" }]
      : [],
  bias: async () => undefined,
  usage: async () => undefined,
};
const count = (text: string): number => text.length;

describe("findHabits()", () => {
  test("are items of the constraints, with their reason", async () => {
    expect(await findHabits({ habits }, { language: { id: "toy" }, count })).toEqual([
      {
        section: "constraints",
        kind: "habit",
        source: "ts/quotes",
        text: "Strings stand in double quotes",
        tokens: 30,
        why: "9 of 9 places",
        uncutTokens: undefined,
        isPinned: false,
      },
    ]);
    expect(DEFAULT_CONTEXT_LIMITS.sectionTokens.constraints).toBeGreaterThan(0);
  });

  test("are none where nothing was learned", async () => {
    expect(await findHabits({}, { language: { id: "toy" }, count })).toEqual([]);
    expect(await findHabits({ habits }, { language: { id: "other" }, count })).toEqual([]);
  });
});

const options = (known: ProjectHabits | undefined): BuildContextOptions => ({
  language: fakeLanguagePack(() => accepted()),
  model: { id: "scripted/test", contextWindowTokens: 10_000, countTokens: count },
  maxOutputTokens: 100,
  path: "sum.toy",
  knowledge: { ...noKnowledge, syntax: createSyntaxParser(), habits: known },
});

const promptWith = async (
  known: ProjectHabits | undefined,
  wishes: Parameters<typeof plan>[0] = {},
): Promise<string> => {
  const built = options(known);
  const prompt = renderPrompt(specification(), plan(wishes), [], {
    ...built,
    context: await buildContext(specification(), plan(wishes), [], built),
    model: { continuesAnswerStart: false },
    templates: await noKnowledge.templates.choose("run"),
    sha256,
  });
  return prompt.messages.map(({ text }) => text).join("\n");
};

describe("a prompt", () => {
  test("says habits after what will be checked, and is the same to the byte where there are none", async () => {
    const without = await promptWith(undefined);
    const silent = await promptWith({ ...habits, describeRules: async () => [] });
    const told = await promptWith(habits);

    expect(silent).toBe(without);
    expect(without).not.toContain("own code is written");
    expect(told).toContain(
      "follow it where nothing above says otherwise:\n\n- Strings stand in double quotes\n\n",
    );
    expect(await promptWith(habits, { shown: "essentials" })).toBe(
      await promptWith(undefined, { shown: "essentials" }),
    );
  });
});
