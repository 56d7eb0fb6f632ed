import { describe, expect, test } from "vitest";
import { Fault } from "../domain/fault.ts";
import type { LanguagePack } from "../ports/language-pack.ts";
import type { FunctionOutline } from "../ports/migration.ts";
import { accepted, specification } from "../testing/builders.ts";
import { fakeLanguagePack } from "../testing/fake-language-pack.ts";
import { createMemoryFiles } from "../testing/memory-files.ts";
import { testMachine } from "../testing/test-machine.ts";
import { type MigrationTarget, type PlanMigrationOptions, planMigrations } from "./migrate.ts";

const outline = (name: string): FunctionOutline => ({
  name,
  parameters: [],
  returns: undefined,
  description: undefined,
  text: name,
  surroundings: "",
  calls: [],
  raises: [],
  constructs: [],
  isAsync: false,
  isGenerator: false,
  lines: { first: 1, last: 1 },
});

/** Its functions are the words of a file; `broken` does not parse. */
const source: LanguagePack = {
  ...fakeLanguagePack(() => accepted()),
  id: "words",
  fileExtensions: [".words"],
  outlineExtensions: [".text"],
  outlineFunctions: async ({ text }) => {
    if (text === "broken") throw new Fault("source/unreadable", "Cannot read it: line 1");
    return text.split(" ").flatMap((word) => (word === "" ? [] : [outline(word)]));
  },
};

const target: MigrationTarget = {
  ...fakeLanguagePack(() => accepted()),
  planMigration: async ({ name }, { sourceLanguage, module }) => ({
    specification: specification({
      name: `${module}.${name.toLowerCase()}`,
      text: sourceLanguage,
    }),
    decisions: [],
    notes: [],
  }),
};

const machine = await testMachine();
const plan = (path: string, text: string, wishes: Partial<PlanMigrationOptions> = {}) =>
  planMigrations(
    path,
    { ...machine, files: createMemoryFiles({ [path]: text }), languages: [target, source] },
    { to: target, ...wishes },
  );

const names = async (...given: Parameters<typeof plan>): Promise<readonly string[]> =>
  (await plan(...given)).functions.map(({ task }) => task.specification.name);

describe("planMigrations()", () => {
  test("plans all functions in the order of the file, named after it", async () => {
    expect(await names("lib/shop.words", "b a")).toEqual(["shop.b", "shop.a"]);
    expect(await names("shop.item.words", "a")).toEqual(["shop.item.a"]);
    expect(await names("shop.words", "a", { module: "store" })).toEqual(["store.a"]);
  });

  test("tells the target which language the source is in, by any extension of that", async () => {
    const { from, to, source: read, functions } = await plan("SHOP.TEXT", "a");

    expect([from.id, to.id]).toEqual(["words", "toy"]);
    expect(read).toEqual({ path: "SHOP.TEXT", text: "a" });
    expect(functions[0]?.task.specification.text).toBe("words");
  });

  test("plans the functions that are named, each once", async () => {
    expect(await names("a.words", "c b a", { functions: ["a", "c", "a"] })).toEqual(["a.c", "a.a"]);
  });

  test("takes a method's own name where it is the only one", async () => {
    const text = "Cart.total total Cart.add Shop.open Cart.open";

    expect(await names("a.words", text, { functions: ["total", "add"] })).toEqual([
      "a.total",
      "a.cart.add",
    ]);
    await expect(plan("a.words", text, { functions: ["open"] })).rejects.toMatchObject({
      code: "usage/invalid",
    });
  });

  test("says in one message which functions are not there, and what may have been meant", async () => {
    await expect(
      plan("a.words", "total add", { functions: ["totl", "add", "zzzzzz"] }),
    ).rejects.toMatchObject({
      code: "usage/invalid",
      message: 'Cannot find "totl", "zzzzzz" in "a.words"',
      help: 'Did you mean "total"? Functions there: total, add',
    });
  });

  test("lists no more functions than can be read", async () => {
    const many = Array.from({ length: 30 }, (_, index) => `f${index}`).join(" ");

    await expect(plan("a.words", many, { functions: ["zzzzzz"] })).rejects.toMatchObject({
      help: expect.stringMatching(/^Functions there: f0, .* and 10 more$/),
    });
  });

  test.for([
    ["a file without functions", "a.words", "", "usage/invalid", /holds no functions/],
    ["a file that nobody parses", "a.toy", "x", "language/unknown", /no parser/],
    ["a file that does not parse", "a.words", "broken", "source/unreadable", /line 1/],
    ["functions that become one", "a.words", "getX GETX", "usage/invalid", /both become "a.getx"/],
  ] as const)("refuses %s", async ([, path, text, code, message]) => {
    await expect(plan(path, text)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  test("refuses a file that is not there", async () => {
    const environment = { ...machine, files: createMemoryFiles(), languages: [source] };

    await expect(planMigrations("no.words", environment, { to: target })).rejects.toMatchObject({
      code: "source/missing",
    });
  });
});
