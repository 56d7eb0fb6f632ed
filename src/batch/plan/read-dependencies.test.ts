import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { batchItem } from "../../testing/builders.ts";
import { fakeMarkedPack } from "../../testing/fake-marked-pack.ts";
import { readDependencies } from "./read-dependencies.ts";

const packs = [fakeMarkedPack()];
const includes = (...files: readonly string[]) =>
  files.map((file) => `include "${file}"\n`).join("");
const levelsOf = (items: Parameters<typeof readDependencies>[0]) =>
  Object.fromEntries(
    readDependencies(items, packs).groups.flatMap(({ items: ids, level }) =>
      ids.map((id) => [id, level]),
    ),
  );

describe("readDependencies()", () => {
  test("finds included items by their paths, from the including file's folder", () => {
    const items = [
      batchItem("a/top.proof", { source: includes("part.proof", "../base.proof", "std/lib") }),
      batchItem("a/part.proof", { source: includes("../base.proof") }),
      batchItem("base.proof", { source: "" }),
    ];

    expect(readDependencies(items, packs).edges).toEqual([
      { from: "a/part.proof", to: "base.proof", kind: "include", weight: 1 },
      { from: "a/top.proof", to: "a/part.proof", kind: "include", weight: 1 },
      { from: "a/top.proof", to: "base.proof", kind: "include", weight: 1 },
    ]);
    expect(levelsOf(items)).toEqual({ "base.proof": 0, "a/part.proof": 1, "a/top.proof": 2 });
  });

  test("goes through files that are no items, and not through items", () => {
    const between = { path: "between.proof", text: includes("base.proof") };
    const items = [
      batchItem("top.proof", { source: includes("between.proof"), contextFiles: [between] }),
      batchItem("base.proof", { source: "" }),
    ];

    expect(levelsOf(items)).toEqual({ "base.proof": 0, "top.proof": 1 });
  });

  test("puts a circle into one group, and what stands on it above", () => {
    const items = [
      batchItem("a", { source: includes("b") }),
      batchItem("b", { source: includes("c") }),
      batchItem("c", { source: includes("a") }),
      batchItem("d", { source: includes("b") }),
      batchItem("self", { source: includes("self") }),
    ];

    expect(readDependencies(items, packs).groups).toEqual([
      { items: ["a", "b", "c"], level: 0 },
      { items: ["self"], level: 0 },
      { items: ["d"], level: 1 },
    ]);
  });

  test("binds items that hold the same declaration, and not those whose definition differs", () => {
    const shared = "predicate Big(n: int)\n{ n > 9 }\n";
    const items = [
      batchItem("a", { source: shared }),
      batchItem("b", { source: `// other\npredicate Big(n:  int)\n{  n > 9 }\n` }),
      batchItem("c", { source: shared.replace("9", "3") }),
    ];

    expect(readDependencies(items, packs).edges).toMatchObject([
      { from: "b", to: "a", kind: "shared-type" },
    ]);
  });

  test("binds an item to the one that declares a name it does not know", () => {
    const items = [
      batchItem("user", { source: "lemma Use()\n  ensures Big(1)\n" }),
      batchItem("owner", { source: "predicate Big(n: int)\n{ n > 9 }\n" }),
      batchItem("knows", {
        source: "lemma Know()\n  ensures Big(1)\n",
        contextFiles: [{ path: "lib", text: "predicate Big(n: int)\n{ true }\n" }],
      }),
    ];
    const knowing = {
      ...items[2]!,
      specification: {
        ...items[2]!.specification,
        source: `${includes("lib")}${items[2]!.specification.source}`,
      },
    };

    const { edges, groups } = readDependencies([items[0]!, items[1]!, knowing], packs);

    expect(edges).toEqual([{ from: "user", to: "owner", kind: "same-name", weight: 0.25 }]);
    expect(groups.every(({ level }) => level === 0)).toBe(true);
  });

  test("gives two languages no common names", () => {
    const both = [fakeMarkedPack(), { ...fakeMarkedPack(), id: "other" }];
    const source = "predicate Big(n: int)\n{ n > 9 }\n";
    const items = [batchItem("a", { source }), batchItem("b", { source, language: "other" })];

    expect(readDependencies(items, both).edges).toEqual([]);
  });

  test("binds nobody by what nearly all files hold", () => {
    const shared = (count: number) =>
      Array.from({ length: count }, (_, at) =>
        batchItem(`i${at}`, { source: "predicate Big(n: int)\n{ n > 9 }\n" }),
      );

    expect(readDependencies(shared(20), packs).edges).toHaveLength(19);
    expect(readDependencies(shared(21), packs).edges).toEqual([]);
  });

  test("does not run out of stack on a long chain", () => {
    const items = Array.from({ length: 20_000 }, (_, at) =>
      batchItem(`${at}`, { source: includes(`${at + 1}`) }),
    );

    expect(levelsOf(items)["0"]).toBe(19_999);
  });

  test("puts what is included at a lower level or in the same group, whatever includes what", () => {
    const anyGraph = fc.array(fc.array(fc.nat({ max: 11 }), { maxLength: 3 }), { maxLength: 12 });

    fc.assert(
      fc.property(anyGraph, fc.infiniteStream(fc.nat()), (graph, order) => {
        const items = graph.map((targets, at) =>
          batchItem(`n${at}`, { source: includes(...targets.map((target) => `n${target}`)) }),
        );
        const shuffled = items
          .map((item) => ({ item, key: order.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ item }) => item);

        const found = readDependencies(items, packs);

        const groupOf = new Map(
          found.groups.flatMap((group) => group.items.map((id) => [id, group])),
        );
        expect(groupOf.size).toBe(items.length);
        for (const { from, to, kind } of found.edges) {
          if (kind !== "include" || groupOf.get(from) === groupOf.get(to)) continue;
          expect(groupOf.get(from)!.level).toBeGreaterThan(groupOf.get(to)!.level);
        }
        expect(readDependencies(shuffled, packs)).toEqual(found);
      }),
    );
  });
});
