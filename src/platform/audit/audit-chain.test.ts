import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sha256 } from "../sha256.ts";
import { type ChainedEntry, chainEntry, verifyChain } from "./audit-chain.ts";

const chain = (models: readonly string[]): readonly ChainedEntry[] => {
  const entries: ChainedEntry[] = [];
  for (const model of models) {
    const entry = { action: "call-sent" as const, details: { model } };
    entries.push(chainEntry(entry, entries.at(-1), { at: "2026-01-01T00:00:00.000Z", sha256 }));
  }
  return entries;
};
const models = fc.array(fc.string(), { minLength: 2, maxLength: 8 });

describe("verifyChain()", () => {
  test("holds for what was written", () => {
    fc.assert(
      fc.property(models, (names) => {
        const entries = chain(names);

        expect(verifyChain(entries, { sha256, head: entries[1]?.hash })).toEqual({
          entries: names.length,
          head: entries.at(-1)?.hash,
          broken: undefined,
        });
      }),
    );
  });

  test("finds the first entry of which anything was changed", () => {
    const field = fc.constantFrom("at", "action", "details", "prev", "hash");
    fc.assert(
      fc.property(models, fc.nat(), field, (names, at, changed) => {
        const entries = chain(names);
        const place = at % entries.length;
        const tampered = entries.map((entry, index) =>
          index === place ? { ...entry, [changed]: `${entry[changed as "at"]}x` } : entry,
        );

        expect(verifyChain(tampered, { sha256 }).broken?.seq).toBe(place + 1);
      }),
    );
  });

  test("finds what was taken out before the end, swapped, or renumbered", () => {
    fc.assert(
      fc.property(models, fc.nat(), (names, at) => {
        const entries = chain(names);
        const place = at % (entries.length - 1);
        const missing = entries.toSpliced(place, 1);
        const swapped = entries.toSpliced(
          place,
          2,
          ...entries.slice(place, place + 2).toReversed(),
        );
        const renumbered = missing.map((entry, index) => ({ ...entry, seq: index + 1 }));

        for (const tampered of [missing, swapped, renumbered]) {
          expect(verifyChain(tampered, { sha256 }).broken?.seq).toBe(place + 1);
        }
      }),
    );
  });

  test("finds an end that was cut by the hash that was noted", () => {
    const entries = chain(["a", "b", "c"]);
    const head = entries[2]?.hash;

    expect(verifyChain(entries.slice(0, 2), { sha256 }).broken).toBeUndefined();
    expect(verifyChain(entries.slice(0, 2), { sha256, head }).broken).toMatchObject({ seq: 3 });
    expect(verifyChain([], { sha256, head }).broken).toMatchObject({ seq: 1 });
  });

  test("finds a log that was written anew by the hash that was noted", () => {
    const head = chain(["a", "b"]).at(-1)?.hash;

    expect(verifyChain(chain(["a", "x", "c"]), { sha256, head }).broken).toBeDefined();
  });
});
