import { beforeAll, describe, expect, test } from "vitest";
import { formalSpecification } from "../../../testing/builders.ts";
import {
  type HeldTexts,
  openHeldTexts,
  readGrammarCases,
  wrongCases,
} from "../../../testing/held-texts.ts";
import { readRows } from "../../../testing/read-rows.ts";
import { findSlotBypasses } from "../find-slot-bypasses.ts";
import { readSlots } from "../read-slots.ts";
import { LEAN_RULES, LINE_END } from "./lean-grammar.ts";

const isFull = process.env["SPECWRIGHT_CONSTRAINT_TESTS"] === "full";
const END = "\n<<<END>>>";
const RULES = ["helpers", "term"];

const grammars = new Map<string, HeldTexts>();
beforeAll(async () => {
  for (const rule of RULES)
    grammars.set(
      rule,
      await openHeldTexts(`start: ${rule} MARK\nMARK: /${LINE_END}<<<END>>>/\n${LEAN_RULES}`),
    );
});
const judge = (rule: string, text: string) =>
  grammars.get(rule)?.judge(`${text.trimEnd()}${END}`) ?? `there is no rule ${rule}`;

interface Row {
  readonly id: string;
  readonly expected: string;
  readonly slots: Readonly<Record<string, string>>;
}

describe("LEAN_RULES", () => {
  test("take and refuse what their cases say", () => {
    const cases = readGrammarCases("lean-slot-cases.jsonl");

    expect(cases.length).toBeGreaterThan(40);
    expect(wrongCases(cases, ({ rule = "", src }) => judge(rule, src))).toEqual([]);
  });

  test("take every recorded answer that the guard lets pass", () => {
    const rows = readRows<Row>(
      new URL("../../../../datasets/vericoding/lean.jsonl", import.meta.url),
    ).filter(({ expected }) => expected === "accept");
    const refused = rows.flatMap(({ id, slots }) =>
      Object.entries(slots).flatMap(([name, text]) =>
        judge(name === "vc-helpers" ? "helpers" : "term", text) === true ? [] : [`${id} ${name}`],
      ),
    );

    expect(rows.length).toBeGreaterThan(10);
    expect(refused).toEqual([]);
  });

  test.each(RULES)("take nothing that the guard refuses: %s", (rule) => {
    const source = "theorem q : 1 = 1 := by\n  sorry\n";
    const [slot] = readSlots(source).map((one) => ({
      ...one,
      role: rule === "helpers" ? ("helpers" as const) : one.role,
    }));
    if (slot === undefined) throw new Error("no slot");
    const file = formalSpecification({ source, slots: [slot] });
    const texts = grammars.get(rule)?.write(isFull ? 300 : 40, 5, [END]) ?? [];
    const found = texts.flatMap((text) =>
      findSlotBypasses(file, new Map([[slot.name, text.slice(0, -END.length)]]), "a").map(
        ({ code, message }) => `${code}: ${message} in ${JSON.stringify(text)}`,
      ),
    );

    expect(texts.length).toBeGreaterThan(3);
    expect(found).toEqual([]);
  });
});
