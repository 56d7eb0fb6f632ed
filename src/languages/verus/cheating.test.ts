import { describe, expect, test } from "vitest";
import { fillSlots } from "../../domain/slot.ts";
import { findLockBreaks } from "../../syntax/formal/find-lock-breaks.ts";
import { describeFormalCorpus } from "../../testing/describe-formal-corpus.ts";
import { readDeclarations } from "./declarations.ts";
import { verusFormal } from "./formal.ts";
import { VERUS_RULES } from "./lexical-rules.ts";

describeFormalCorpus("verus", {
  formal: verusFormal,
  path: "task.rs",
  findLockBreaks: (file, candidate) =>
    findLockBreaks(file, candidate, { rules: VERUS_RULES, readDeclarations }),
});

describe("findSlotBypasses()", () => {
  test("gives the place in the filled file, letters beyond ASCII before it", () => {
    const source = "// 𝔸\nverus! {\nfn a() { assume(false); }\nfn b() { assume(false); }\n}\n";
    const file = { source, slots: verusFormal.readSlots(source) };
    const texts = new Map([
      ["body of a", "{ /* 𝔹 a longer one */ }"],
      ["body of b", "{ admit(); }"],
    ]);

    const [found] = verusFormal.findSlotBypasses(file, texts, "x.rs");

    const text = fillSlots(file, texts);
    expect(text.slice(found?.span?.start, found?.span?.end)).toBe("admit");
  });
});
