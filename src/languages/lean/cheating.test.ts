import { describe, expect, test } from "vitest";
import { fillSlots } from "../../domain/slot.ts";
import { findLockBreaks } from "../../syntax/formal/find-lock-breaks.ts";
import { describeFormalCorpus } from "../../testing/describe-formal-corpus.ts";
import { readDeclarations } from "./declarations.ts";
import { leanFormal } from "./formal.ts";
import { LEAN_RULES } from "./lexical-rules.ts";

describeFormalCorpus("lean", {
  formal: leanFormal,
  path: "Task.lean",
  findLockBreaks: (file, candidate) =>
    findLockBreaks(file, candidate, { rules: LEAN_RULES, readDeclarations }),
});

describe("findSlotBypasses()", () => {
  test("gives the place in the filled file, letters beyond ASCII before it", () => {
    const source = "-- ∀ 𝔸\ntheorem a : True :=\n  sorry\n\ntheorem b : True :=\n  sorry\n";
    const file = { source, slots: leanFormal.readSlots(source) };
    const texts = new Map([
      ["proof of a", "  -- 𝔹 a longer one\n  trivial\n"],
      ["proof of b", "  admit\n"],
    ]);

    const [found] = leanFormal.findSlotBypasses(file, texts, "x.lean");

    const text = fillSlots(file, texts);
    expect(text.slice(found?.span?.start, found?.span?.end)).toBe("admit");
  });
});
