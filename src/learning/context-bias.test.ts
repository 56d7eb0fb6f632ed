import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { createSyntaxParser } from "../platform/syntax-parser.ts";
import type { ContextBias } from "../ports/constraint-set.ts";
import { createContextBias } from "./context-bias.ts";
import { DIALECTS } from "./dialects.ts";
import { BUDGET, divergenceOf, fitBudget } from "./fit-budget.ts";
import { learnFile } from "./learn-file.ts";
import { sumLessons } from "./sum-lessons.ts";

const [dialect] = DIALECTS as [(typeof DIALECTS)[number]];
const TEXT = `const order = store.load(id);
if (order === undefined) throw new Fault("missing");
const stock = basket.count();
return store.load(order) ?? store.save(order);
`;

let bias: ContextBias;
beforeAll(async () => {
  const text = TEXT.repeat(10);
  const tree = await createSyntaxParser().parse(text, dialect.grammarOf("a.ts"));
  const lesson = learnFile("a.ts", text, tree, { dialect, safeName: (name) => name });
  bias = createContextBias(lesson, { lexer: dialect.lexer, files: 1 }) as ContextBias;
});

describe("createContextBias()", () => {
  test.each([
    ["const a = store.", "load", "count"],
    ["  return sto", "re", "ck"],
    ["throw new ", "Fault", "Error"],
    ["const b = basket.co", "unt(", "nst"],
    ["if (order ===", " undefined", " order"],
  ])("after %j likes %j better than %j", (before, liked, other) => {
    const [one = 0, two = 0] = bias.weigh(before, [liked, other]) ?? [];

    expect(one).toBeGreaterThan(two);
  });

  test.each(['const a = "store.', "// store.", "/* store.", "const a = `x ${store."])(
    "knows nothing in %j",
    (before) => {
      expect(bias.weigh(before, ["load", "count"])).toBeUndefined();
    },
  );

  test("knows nothing where nothing was learned, and of space", () => {
    expect(createContextBias(sumLessons([]), { lexer: dialect.lexer, files: 0 })).toBeUndefined();
    expect(bias.weigh("zebra zzz", ["q", "w"])).toBeUndefined();
    expect(bias.weigh("const a = store.", [" ", "\n\n"])).toBeUndefined();
    expect(bias.weigh("const a = store.", [])).toBeUndefined();
  });

  test("gives the same again, whatever was asked in between", () => {
    const first = bias.weigh("const a = store.", ["load", "save", "x"]);
    bias.weigh("throw new ", ["Fault", "Error"]);

    expect(bias.weigh("const a = store.", ["load", "save", "x"])).toEqual(first);
  });

  test("stays within two nats, one shift for each candidate, whatever it is asked", () => {
    const word = fc.oneof(
      fc.constantFrom("store", ".", "load", "const ", "(", ";", "throw ", "new ", "Fa", "\n", '"'),
      fc.string({ unit: "binary", maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(word), fc.array(word, { maxLength: 12 }), (words, candidates) => {
        const shifts = bias.weigh(words.join(""), candidates);
        if (shifts === undefined) return;

        expect(shifts).toHaveLength(candidates.length);
        expect(shifts.every((shift) => Math.abs(shift) <= 2)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

const shifts = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), {
  minLength: 1,
  maxLength: 20,
});
const logs = fc.array(fc.double({ min: -30, max: 0, noNaN: true }), {
  minLength: 20,
  maxLength: 20,
});

describe("fitBudget()", () => {
  test("keeps any model within the budget, without having asked it", () => {
    fc.assert(
      fc.property(shifts, logs, (wanted, model) => {
        const fitted = fitBudget(wanted);
        const known = model.slice(0, wanted.length);

        expect(divergenceOf(fitted, known, 1)).toBeLessThanOrEqual(BUDGET + 1e-9);
      }),
    );
  });

  test("uses the budget up where the model is known, and never more", () => {
    fc.assert(
      fc.property(shifts, logs, (wanted, model) => {
        const known = model.slice(0, wanted.length);
        const fitted = fitBudget(wanted, known);
        const spent = divergenceOf(fitted, known, 1);
        const isWhole = fitted.every((shift, at) => shift === wanted[at]);

        expect(spent).toBeLessThanOrEqual(BUDGET + 1e-9);
        if (!isWhole) expect(spent).toBeGreaterThan(BUDGET * 0.9);
      }),
    );
  });

  test("moves nothing where the model's numbers are none", () => {
    expect(fitBudget([1, -1], [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY])).toEqual([
      0, -0,
    ]);
  });
});
