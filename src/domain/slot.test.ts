import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillSlots, type OpenFile, readSlots, slotLabel } from "./slot.ts";

/** Files whose frozen parts hold marks that no slot text has. */
const anyFile: fc.Arbitrary<OpenFile> = fc
  .array(fc.tuple(fc.stringMatching(/^[<>|=\n]{1,4}$/u), fc.stringMatching(/^[a-z ]{0,4}$/u)), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => {
    let source = "";
    const slots = parts.map(([frozen, text], at) => {
      source += `${frozen}${at}`;
      const start = source.length;
      source += text;
      return { name: `slot ${at}`, role: "body" as const, start, end: source.length };
    });
    return { source: `${source}|`, slots };
  });
const anyTexts = ({ slots }: OpenFile) =>
  fc
    .tuple(...slots.map(() => fc.stringMatching(/^[a-z{} ]{0,6}$/u)))
    .map((texts) => new Map(slots.map(({ name }, at) => [name, texts[at] ?? ""])));
const filled = anyFile.chain((file) => anyTexts(file).map((texts) => ({ file, texts })));

describe("fillSlots() and readSlots()", () => {
  test("give back what was put in", () => {
    fc.assert(
      fc.property(filled, ({ file, texts }) => {
        expect(readSlots(file, fillSlots(file, texts))).toEqual(texts);
      }),
    );
  });

  test("leave the file as it is where nothing is put in", () => {
    fc.assert(
      fc.property(anyFile, (file) => {
        expect(fillSlots(file, new Map([["no slot", "x"]]))).toBe(file.source);
      }),
    );
  });

  test("never read a text that could not have come from filling", () => {
    const changed = fc.tuple(filled, fc.nat(), fc.constantFrom("", "<", "0", "x", "\n"));

    fc.assert(
      fc.property(changed, ([{ file, texts }, place, piece]) => {
        const whole = fillSlots(file, texts);
        const at = place % (whole.length + 1);
        const text = whole.slice(0, at) + piece + whole.slice(at + 1);
        const read = readSlots(file, text);
        if (read !== undefined) expect(fillSlots(file, read)).toBe(text);
      }),
    );
  });

  test("read nothing where frozen text is changed, missing or followed by more", () => {
    const slots = [{ name: "a", role: "body", start: 1, end: 2 }] as const;
    const file = { source: "<x>", slots };

    expect(readSlots(file, "<yy>")).toEqual(new Map([["a", "yy"]]));
    expect(readSlots(file, "[yy>")).toBeUndefined();
    expect(readSlots(file, "<yy")).toBeUndefined();
    expect(readSlots(file, "<yy> ")).toBeUndefined();
    expect(readSlots({ source: "<x>", slots: [] }, "<x>")).toEqual(new Map());
    expect(readSlots({ source: "<x>", slots: [] }, "<x> ")).toBeUndefined();
  });
});

test("slotLabel() names the file before the slot", () => {
  expect(slotLabel("DA0035", "vc-code")).toBe("DA0035 / vc-code");
});
