import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fillSlots } from "../../domain/slot.ts";
import { findLockBreaks } from "../../syntax/formal/find-lock-breaks.ts";
import { readDeclarations } from "./declarations.ts";
import { verusFormal } from "./formal.ts";
import { VERUS_RULES } from "./lexical-rules.ts";

interface Attempt {
  readonly id: string;
  readonly kind: string;
  readonly spec_text: string;
  readonly slots: Readonly<Record<string, string>>;
}

const read = (file: string): readonly Attempt[] =>
  readFileSync(`datasets/cheating/verus/${file}.jsonl`, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Attempt);

/** What refuses an answer before any verifier is asked. */
function judge({ spec_text: source, slots }: Attempt) {
  const file = { source, slots: verusFormal.readSlots(source) };
  const texts = new Map(Object.entries(slots));
  expect([...texts.keys()].sort()).toEqual(file.slots.map(({ name }) => name).sort());
  const text = fillSlots(file, texts);
  const candidate = { language: "verus", path: "task.rs", text, companions: [] };
  const bypasses = verusFormal.findSlotBypasses(file, texts, "task.rs");
  const breaks = findLockBreaks(file, candidate, { rules: VERUS_RULES, readDeclarations });
  for (const { span } of [...bypasses, ...breaks]) {
    expect(span?.start).toBeGreaterThanOrEqual(0);
    expect(span?.end).toBeLessThanOrEqual(text.length);
  }
  return [...bypasses.map(({ code }) => code), ...breaks.map(() => "lock")];
}

describe("the guard and the lock of Verus", () => {
  const attempts = read("attempts");
  const honest = read("honest");

  test("have at least 40 attempts and 12 honest answers to judge", () => {
    expect(attempts.length).toBeGreaterThanOrEqual(40);
    expect(honest.length).toBeGreaterThanOrEqual(12);
  });

  test.each(attempts.map((one) => [one.id, one] as const))(
    "refuse %s without a verifier, for what it is",
    (_id, attempt) => {
      expect(judge(attempt)).toContain(attempt.kind);
    },
  );

  test.each(honest.map((one) => [one.id, one] as const))("let pass %s", (_id, answer) => {
    expect(judge(answer)).toEqual([]);
  });
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
