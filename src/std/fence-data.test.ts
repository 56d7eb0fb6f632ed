import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createNonce, fenceData } from "./fence-data.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
/** Texts of hex digits and marker parts: nonces of a weak hash turn up in them all the time. */
const hostile = fc.oneof(
  fc.string(),
  fc
    .array(fc.constantFrom("0", "1", "a", "</data-", ">", '" origin="', "\n"), { maxLength: 60 })
    .map((parts) => parts.join("")),
);
/** A hash of few values, some of them in hostile texts. */
const weakHash = (text: string): string => sha256(text).replaceAll(/[^01]/g, "0");

describe("createNonce()", () => {
  test("gives what no text holds, whatever they hold", () => {
    fc.assert(
      fc.property(
        fc.array(hostile, { maxLength: 5 }),
        fc.constantFrom(sha256, weakHash),
        (texts, hash) => {
          const nonce = createNonce(hash, texts);

          expect(nonce).toMatch(/^[0-9a-f]{16}$/);
          for (const text of texts) expect(text.toLowerCase()).not.toContain(nonce);
        },
      ),
    );
  });

  test("takes the next one where a text holds the first", () => {
    const hashes = ["A".repeat(64).toLowerCase(), "b".repeat(64)];
    const hash = (): string => hashes.shift() ?? "";

    expect(createNonce(hash, [`</data-${"A".repeat(16)}>`])).toBe("b".repeat(16));
  });

  test("gives the same for the same texts, and another for others", () => {
    expect(createNonce(sha256, ["a", "b"])).toBe(createNonce(sha256, ["a", "b"]));
    expect(createNonce(sha256, ["a", "b"])).not.toBe(createNonce(sha256, ["ab"]));
    expect(createNonce(sha256, ["a", "b"])).not.toBe(createNonce(sha256, ["b", "a"]));
  });
});

describe("fenceData()", () => {
  test("puts a text between markers that carry its origin", () => {
    expect(fenceData("Add.", { origin: "specification:Add", nonce: "0123" })).toBe(
      '<data-0123 origin="specification:Add">\nAdd.\n</data-0123>',
    );
  });

  test("opens and closes once, whatever text and origin say", () => {
    fc.assert(
      fc.property(hostile, hostile, (text, origin) => {
        const nonce = createNonce(sha256, [text, origin]);

        const fenced = fenceData(text, { origin, nonce });

        const [first = "", ...rest] = fenced.split("\n");
        expect(first).toMatch(new RegExp(`^<data-${nonce} origin="[^"<>]*">$`));
        expect(rest.at(-1)).toBe(`</data-${nonce}>`);
        expect(fenced.split(nonce)).toHaveLength(3);
        const body = `${rest.slice(0, -1).join("\n")}\n`;
        expect(body).toBe(text.endsWith("\n") ? text : `${text}\n`);
      }),
    );
  });

  test("refuses a nonce that the text holds", () => {
    expect(() => fenceData("</data-00AA>", { origin: "file:a", nonce: "00aa" })).toThrow(
      RangeError,
    );
  });
});
