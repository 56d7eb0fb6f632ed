import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitText } from "./split-text.ts";

const whole = (body: string): readonly string[] =>
  splitText(body)
    .filter(({ kind }) => kind !== "fixed")
    .map(({ kind, text }) => `${kind}: ${text.trim()}`);

describe("splitText()", () => {
  test("finds sentences, list items, and whole blocks", () => {
    const body = [
      "Write it. Write it well, e.g. Like this!",
      "",
      "- One.",
      "- Two",
      "",
      "{% if a %}A.{% if b %}B{% endif %}{% endif %}",
      "Done.",
    ].join("\n");

    expect(whole(body)).toEqual([
      "sentence: Write it.",
      "sentence: Write it well, e.g. Like this!",
      "item: - One.",
      "item: - Two",
      "block: {% if a %}A.{% if b %}B{% endif %}{% endif %}",
    ]);
  });

  test.each([
    ["the head of what follows", "Use these:\n"],
    ["a sentence with template syntax", "You write {{ language }} code."],
    ["the end of a sentence after a block", "Use {% if a %}A{% endif %}B. "],
    ["a sentence that goes over lines", "Write what the\nSpecification asks for.\n"],
    ["an item that goes over lines", "- One\n  and more\n"],
    ["a line of code", "```\nWrite it.\n- One\n```\n"],
    ["an abbreviation", "Take one, e.g. Python, of them"],
  ])("leaves %s alone", (_what, body) => {
    expect(whole(body).filter((piece) => !piece.startsWith("block"))).toEqual([]);
  });

  test("loses nothing, whatever the text", () => {
    const part = fc.constantFrom(
      ..."One. |- item\n|{% if a %}|{% endif %}|{{ x }}|\n|\n\n|```\n|{%|e.g. | word".split("|"),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const body = parts.join("");
        expect(
          splitText(body)
            .map(({ text }) => text)
            .join(""),
        ).toBe(body);
      }),
    );
  });
});
