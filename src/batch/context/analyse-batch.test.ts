import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { estimateTokens } from "../../std/estimate-tokens.ts";
import { batchItem } from "../../testing/builders.ts";
import { fakeFormalLanguage } from "../../testing/fake-formal-language.ts";
import { fakeMarkedPack } from "../../testing/fake-marked-pack.ts";
import { analyseBatch, shapeOf } from "./analyse-batch.ts";
import { contractsOf } from "./contracts-of.ts";
import { renderCrossFileContext } from "./render-cross-file-context.ts";

const packs = [fakeMarkedPack()];
const BIG = "predicate Big(n: int)\n{ n > 9 }\n";
const items = [
  batchItem("a", {
    source: `include "c"\ninclude "std/sets"\n${BIG}lemma Grows(x: int)\n  requires Big(x)\n  ensures Big(x + 1)\n`,
  }),
  batchItem("b", {
    source: `include "std/sets"\n${BIG}lemma Rises(y: int)\n  requires Big(y)\n  ensures Big(y + 2)\n`,
  }),
  batchItem("c", { source: BIG.replace("9", "3") }),
];

describe("analyseBatch()", () => {
  test("finds what files import, share, repeat and call by one name", () => {
    const { imports, includes, shared, shapes, homonyms } = analyseBatch(items, packs);

    expect(imports).toEqual([
      { target: "std/sets", items: ["a", "b"] },
      { target: "c", items: ["a"] },
    ]);
    expect(includes).toEqual({ a: ["c"] });
    expect(shared).toEqual([
      { name: "Big", kind: "predicate", text: BIG.trim(), items: ["a", "b"] },
    ]);
    expect(shapes.map(({ declarations }) => declarations)).toEqual([
      [
        { item: "a", name: "Grows" },
        { item: "b", name: "Rises" },
      ],
    ]);
    expect(homonyms).toEqual([{ name: "Big", meanings: [["a", "b"], ["c"]] }]);
  });

  test("does not count what is to be written as shared", () => {
    const source = "lemma Open()\n  ensures true\n{ ??? }\n";
    const open = ["x", "y"].map((id) => batchItem(id, { source }));

    expect(analyseBatch(open, packs).shared).toEqual([]);
  });

  test("finds a file the harder the more it states", () => {
    const hard = batchItem("hard", {
      source: `${BIG}lemma Deep()\n  ensures forall x :: exists y :: (f([x], (y)))\n{ while true {} }\n`,
    });
    const { complexity } = analyseBatch([...items, hard], packs);

    expect(complexity["hard"]).toMatchObject({ quantifiers: 2, loops: 1, promises: 1 });
    expect(complexity["hard"]!.score).toBeGreaterThan(complexity["a"]!.score);
    expect(complexity["a"]!.score).toBeGreaterThan(complexity["c"]!.score);
  });

  test("says the same in any order, and knows nothing of unknown languages", () => {
    expect(analyseBatch(items.toReversed(), packs)).toEqual(analyseBatch(items, packs));
    expect(analyseBatch(items, []).shared).toEqual([]);
  });
});

describe("shapeOf()", () => {
  test("is the same for contracts that differ in names and numbers alone", () => {
    expect(shapeOf("lemma A(x: int) ensures x > 12")).toBe(
      shapeOf("lemma B(y: int) ensures y > 3"),
    );
    expect(shapeOf("lemma A(x: int) ensures x > 1")).not.toBe(
      shapeOf("lemma A(x: int) ensures x >= 1"),
    );
  });
});

describe("contractsOf()", () => {
  test("leaves out how promises are kept, and nothing else", () => {
    const proven = "function Next(n: int): int\n  ensures Next(n) > n\n{ n + 1 }\n";
    const text = `// why\n${BIG}${proven}lemma L()\n  ensures true\n{ proof }\n// end\nmethod M()\n{ work }\n`;

    expect(contractsOf(text, fakeFormalLanguage)).toBe(
      `// why\n${BIG}${proven}lemma L()\n  ensures true\n// end\nmethod M()\n{ work }\n`,
    );
  });
});

describe("renderCrossFileContext()", () => {
  const render = (budgetTokens: number, only?: readonly string[]) =>
    renderCrossFileContext(analyseBatch(items, packs), {
      budgetTokens,
      countTokens: estimateTokens,
      items: only,
    });

  test("tells what is known, weightiest first", () => {
    expect(render(1000)).toBe(`Who includes whom:
- a includes c
Declarations that several files hold alike; what proves something of one serves all:
- predicate Big: a, b
Names that mean different things in different files:
- Big: 2 meanings in 3 files
Contracts of the same shape; one idea may prove them all:
- Grows in a, Rises in b
Libraries:
- std/sets: 2 files
- c: 1 file`);
  });

  test("tells only what concerns the wanted items", () => {
    expect(render(1000, ["b"])).toBe("Libraries:\n- std/sets: 1 file");
  });

  test("stays within its budget, in whole lines", () => {
    const whole = render(1000).split("\n");

    fc.assert(
      fc.property(fc.nat({ max: 200 }), (budget) => {
        const text = render(budget);
        expect(estimateTokens(text)).toBeLessThanOrEqual(budget);
        if (text === "") return;
        expect(whole).toEqual(expect.arrayContaining(text.split("\n")));
      }),
    );
    expect(render(0)).toBe("");
  });
});
