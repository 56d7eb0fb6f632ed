import { describe, expect, test } from "vitest";
import type { Context } from "../../domain/context.ts";
import {
  accepted,
  attempt,
  diagnostic,
  plan,
  rejected,
  specification,
} from "../../testing/builders.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { renderPrompt } from "./render-prompt.ts";

const language = fakeLanguagePack(() => accepted());
const context: Context = {
  items: [
    { kind: "briefing", source: "toy", text: "Sums, one a line.", tokens: 6 },
    { kind: "file", source: "other.toy", text: "2 + 2 = 4\n", tokens: 6 },
  ],
  omitted: [],
  tokenBudget: 1000,
};
const asked = specification({
  signature: "sum two",
  requirements: ["It is short."],
  examples: [
    { call: "two()", expected: { kind: "returns", expression: "2" } },
    { call: "two(1)", expected: { kind: "throws", name: "RangeError" } },
  ],
});
const options = { language, context, model: { continuesAnswerStart: true } };

describe("renderPrompt()", () => {
  test("shows everything that was asked for", () => {
    const { messages, answerStart, stopTexts, template } = renderPrompt(asked, plan(), [], options);

    expect(
      messages.map(({ role, text }) => `[${role}]\n${text}`).join("\n"),
    ).toMatchInlineSnapshot(`
      "[system]
      You write Toy code from specifications. Answer with one fenced code block that holds the whole file, and nothing else.

      Sums, one a line.
      [user]
      File \`other.toy\`, for reference:
      \`\`\`
      2 + 2 = 4
      \`\`\`

      # Sum

      Write a sum that is right.

      Requirements:
      - It is short.

      Examples:
      \`\`\`toy
      two() => 2
      two(1) throws RangeError
      \`\`\`

      Use exactly this declaration:
      \`\`\`toy
      sum two
      \`\`\`"
    `);
    expect(answerStart).toBe("```toy\nsum two\n");
    expect(stopTexts).toEqual(["\n```"]);
    expect(template).toBe("prose@1");
  });

  test("puts no words into the mouth of a model that cannot take them", () => {
    const model = { continuesAnswerStart: false };

    expect(renderPrompt(asked, plan(), [], { ...options, model })).toMatchObject({
      answerStart: undefined,
      stopTexts: [],
    });
  });

  test("shows a repair the candidate and what was said about it", () => {
    const text = "1 + 1 = 3\n";
    const verdict = rejected({
      diagnostics: [
        diagnostic({ span: { file: "sum.toy", start: 8, end: 9 }, help: "Count again" }),
        diagnostic({ severity: "warning", message: "only a warning" }),
      ],
    });
    const basis = attempt({ candidate: { language: "toy", path: "sum.toy", text }, verdict });

    const { messages } = renderPrompt(asked, plan({ kind: "repair", basis: 0 }), [basis], options);

    expect(
      messages
        .slice(2)
        .map(({ role, text: said }) => `[${role}]\n${said}`)
        .join("\n"),
    ).toMatchInlineSnapshot(`
      "[assistant]
      \`\`\`toy
      1 + 1 = 3
      \`\`\`
      [user]
      That was refused:

      1. Line 1: that is wrong [T1]
         > 1 + 1 = 3
         Count again

      Write the whole file again with these mistakes repaired. Change nothing that was asked for."
    `);
  });

  test("renders the same input to the same text", () => {
    expect(renderPrompt(asked, plan(), [], options)).toEqual(
      renderPrompt(asked, plan(), [], options),
    );
  });
});
