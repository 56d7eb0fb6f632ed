import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Message } from "../../domain/prompt.ts";
import { modelRequest } from "../../testing/builders.ts";
import { toCacheKey, toPrompt } from "./prompt-caching.ts";

const system = (text: string): Message => ({ role: "system", text });
const user = (text: string): Message => ({ role: "user", text });
const mark = { anthropic: { cacheControl: { type: "ephemeral", ttl: "5m" } } };

/** Text of the prompt, part by part, with whether each is marked. */
const partsOf = (prompt: ReturnType<typeof toPrompt>) =>
  prompt.flatMap(({ role, content, providerOptions }) =>
    typeof content === "string"
      ? [{ role, text: content, isMarked: providerOptions !== undefined }]
      : content.map((part) => ({
          role,
          text: "text" in part ? part.text : "",
          isMarked: part.providerOptions !== undefined,
        })),
  );

describe("toPrompt()", () => {
  test("splits the system text at its break points, and marks what ends there", () => {
    const points = [
      { message: 0, end: 3 },
      { message: 0, end: 6 },
    ];

    expect(toPrompt([system("oneTwoRest"), user("hi")], points, "5m")).toEqual([
      { role: "system", content: "one", providerOptions: mark },
      { role: "system", content: "Two", providerOptions: mark },
      { role: "system", content: "Rest" },
      { role: "user", content: [{ type: "text", text: "hi" }] },
    ]);
  });

  test("splits what others said into parts of one message", () => {
    expect(toPrompt([user("taskmore")], [{ message: 0, end: 4 }], "1h")).toEqual([
      {
        role: "user",
        content: [
          {
            type: "text",
            text: "task",
            providerOptions: { anthropic: { cacheControl: { type: "ephemeral", ttl: "1h" } } },
          },
          { type: "text", text: "more" },
        ],
      },
    ]);
  });

  test("marks nothing where nothing is to be kept", () => {
    expect(toPrompt([system("oneTwo")], [{ message: 0, end: 3 }], undefined)).toEqual([
      { role: "system", content: "oneTwo" },
    ]);
  });

  test("marks the three that are shared most and the longest, of more than four", () => {
    const points = [1, 2, 3, 4, 5, 6].map((end) => ({ message: 0, end }));

    const parts = partsOf(toPrompt([system("abcdefgh")], points, "5m"));

    expect(parts.filter(({ isMarked }) => isMarked).map(({ text }) => text)).toEqual([
      "a",
      "b",
      "c",
      "def",
    ]);
  });

  test("keeps every text as it is, with at most four marks and no blank part, whatever the break points", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", " ", "\n", "é", "😀"),
      minLength: 0,
      maxLength: 12,
    });
    const point = fc.record({ message: fc.nat(3), end: fc.nat(14) });
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 3 }),
        fc.array(point),
        (texts, points) => {
          const [first = "", ...rest] = texts;
          const messages = [system(first), ...rest.map(user)];

          const prompt = toPrompt(messages, points, "5m");

          const parts = partsOf(prompt);
          expect(parts.map((part) => part.text).join("")).toBe(texts.join(""));
          expect(parts.filter(({ isMarked }) => isMarked).length).toBeLessThanOrEqual(4);
          expect(parts.filter((part) => part.isMarked && part.text.trim() === "")).toEqual([]);
          // A blank part comes only of a blank message.
          const blank = texts.filter((one) => one.trim() === "").length;
          expect(parts.filter((part) => part.text.trim() === "")).toHaveLength(blank);
        },
      ),
    );
  });
});

describe("toCacheKey()", () => {
  const request = modelRequest({
    messages: [system("shared and own"), user("task")],
    breakPoints: [
      { message: 0, end: 6 },
      { message: 0, end: 10 },
    ],
  });

  test("is the same for requests that share the first prefix, and tells nothing of it", () => {
    const other = { ...request, messages: [system("shared, but else"), user("other")] };

    expect(toCacheKey(other)).toBe(toCacheKey(request));
    expect(toCacheKey(request)).toMatch(/^[0-9a-f]{32}$/);
  });

  test("differs where the prefix does, and is missing where there is none", () => {
    expect(toCacheKey({ ...request, messages: [system("Shared and own"), user("task")] })).not.toBe(
      toCacheKey(request),
    );
    expect(toCacheKey({ ...request, breakPoints: [] })).toBeUndefined();
  });
});
