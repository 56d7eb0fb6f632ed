import { describe, expect, test } from "vitest";
import { sha256 } from "../../platform/sha256.ts";
import { createDraw } from "../../std/create-draw.ts";
import { SIGNATURE_LENGTH } from "./min-hash.ts";
import { createSeenTexts } from "./seen-texts.ts";
import { chooseBandLength, createSimilarTexts } from "./similar-texts.ts";

const draw = createDraw(11);
const value = (): number => Math.floor(draw() * 2 ** 32);
const signature = (): Uint32Array => Uint32Array.from({ length: SIGNATURE_LENGTH }, value);

/** The same but for a share of its values, each drawn anew with that chance. */
const changed = (from: Uint32Array, share: number): Uint32Array =>
  from.map((old) => (draw() < share ? value() : old));

describe("createSimilarTexts()", () => {
  test("finds what is well above the limit, and nothing well below it", () => {
    const texts = createSimilarTexts({ similarity: 0.8 });
    const originals = Array.from({ length: 500 }, signature);
    for (const original of originals) expect(texts.isKnown(original)).toBe(false);

    const near = originals.filter((original) => texts.isKnown(changed(original, 0.08)));
    const far = originals.filter((original) => texts.isKnown(changed(original, 0.4)));

    expect(near.length).toBeGreaterThanOrEqual(495);
    expect(far).toHaveLength(0);
  });

  test("forgets what is older than its capacity, and goes on finding what is not", () => {
    const texts = createSimilarTexts({ similarity: 0.8, capacity: 10 });
    const originals = Array.from({ length: 95 }, signature);
    for (const original of originals) texts.isKnown(original);

    expect(originals.slice(85).every((original) => texts.isKnown(original))).toBe(true);
    expect(texts.isKnown(originals[0] ?? signature())).toBe(false);
  });

  test.each([
    [0.5, 3],
    [0.8, 6],
    [0.9, 10],
    [1, 10],
  ])("with a limit of %f compares bands of %i values", (similarity, length) => {
    expect(chooseBandLength(similarity)).toBe(length);
    const missed = (1 - similarity ** length) ** (SIGNATURE_LENGTH / length);
    expect(missed).toBeLessThanOrEqual(0.01);
  });
});

describe("createSeenTexts()", () => {
  const text = (from: number): string =>
    Array.from({ length: 120 }, (_none, at) => `word${from + at}`).join(" ");
  const compared = (exactly: string) => ({ exactly: [exactly], nearly: [exactly] });

  test("tells the same from the nearly same", () => {
    const seen = createSeenTexts({ similarity: 0.8, sha256 });

    expect(seen.add(compared(text(0)))).toBeUndefined();
    expect(seen.add(compared(text(0)))).toBe("duplicate");
    expect(seen.add(compared(`${text(0)} and more`))).toBe("near-duplicate");
    expect(seen.add(compared(text(1000)))).toBeUndefined();
  });

  test("does not take texts together that are parted elsewhere", () => {
    const seen = createSeenTexts({ similarity: 1, sha256 });
    seen.add({ exactly: ["a", "b c"], nearly: [text(0)] });

    expect(seen.add({ exactly: ["a b", "c"], nearly: [text(500)] })).toBeUndefined();
  });
});
