import { describe, expect, test } from "vitest";
import { readSlots } from "../formal/read-slots.ts";
import { readGiven } from "./lock.ts";
import { findHidden } from "./second-reading.ts";

const source = "method M() returns (r: int)\n  ensures r == 1\n{ assume false; }\n";
const given = readGiven({ source, slots: readSlots(source) }, []);
const proved = (...names: readonly string[]) =>
  names.map(
    (name) =>
      ({ name: `Impl$$_module.__default.${name}`, outcome: "correct", seconds: 1 }) as const,
  );
const messages = (printed: string, ...names: readonly string[]) =>
  findHidden(given, {
    stub: { printed: source, procedures: proved("M") },
    candidate: { printed, procedures: proved(...names) },
    path: "t.dfy",
  }).map(({ message }) => message);

const HONEST = source.replace("assume false", "r := 1");

describe("findHidden()", () => {
  test("says nothing where Dafny read and proved what we read", () => {
    expect(messages(`lemma L() ensures true { }\n${HONEST}`, "M", "L")).toEqual([]);
  });

  test.for([
    ["has no body", "lemma L() ensures false\n"],
    ["assume is believed", "function F(): int { assume false; 1 }\n"],
    ["{:axiom}", "lemma {:axiom} L() ensures false\n"],
  ])("finds in the printed program what %s", ([message = "", helper = ""]) => {
    expect(messages(helper + HONEST, "M").join("\n")).toContain(message);
  });

  test("finds a body that Dafny did not prove", () => {
    expect(messages(`lemma L() ensures true { }\n${HONEST}`, "M")).toEqual([
      "1 bodies stand there that Dafny did not prove",
    ]);
  });

  test("misses no proof of a body without a promise", () => {
    expect(messages(`method Idle() { }\n${HONEST}`, "M")).toEqual([]);
  });

  test("leaves what the given text holds itself", () => {
    const believed = "lemma G() ensures 1 == 2\n";
    const found = findHidden(readGiven({ source: believed + source, slots: [] }, []), {
      stub: { printed: believed + source, procedures: proved("M") },
      candidate: { printed: believed + HONEST, procedures: proved("M") },
      path: "t.dfy",
    });

    expect(found).toEqual([]);
  });
});
