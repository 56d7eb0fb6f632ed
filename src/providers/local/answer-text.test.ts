import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAnswerText } from "./answer-text.ts";

const pieces = fc.array(
  fc.string({ unit: fc.constantFrom("a", "<", "|", "e", ">"), maxLength: 4 }),
);
const stops = fc.array(fc.constantFrom("<|e|>", "<e>", "||", "ea"), { maxLength: 3 });

describe("createAnswerText()", () => {
  test("shows the text before the first stop text, however it comes in pieces", () => {
    fc.assert(
      fc.property(pieces, stops, (texts, stopTexts) => {
        const answer = createAnswerText(stopTexts, "");

        const shown = texts.map((text) => answer.push(text)).join("") + answer.flush();

        const whole = texts.join("");
        const places = stopTexts.map((stop) => whole.indexOf(stop)).filter((place) => place >= 0);
        const wanted = places.length === 0 ? whole : whole.slice(0, Math.min(...places));
        expect(answer.isStopped).toBe(places.length > 0);
        // Two stop texts can begin in an order other than the one in which they end.
        if (places.length <= 1) expect(shown).toBe(wanted);
        else expect(whole.startsWith(shown)).toBe(true);
      }),
    );
  });

  test("holds nothing back that cannot become a stop text", () => {
    const answer = createAnswerText(["<end>"], "");

    expect(answer.push("code <")).toBe("code ");
    expect(answer.push("b>")).toBe("<b>");
  });

  test("drops what was said before, even in pieces", () => {
    const answer = createAnswerText([], "\n  ");

    expect([answer.push("\n"), answer.push("   return")]).toEqual(["", " return"]);
  });

  test("says nothing after a stop text", () => {
    const answer = createAnswerText(["."], "");

    expect([answer.push("one. two"), answer.push(" three"), answer.flush()]).toEqual([
      "one",
      "",
      "",
    ]);
  });
});
