import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ORDER_SCHEMA } from "../../src/testing/order-schema.ts";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const GRAMMAR = `start: entry (";" entry)*
entry: key "=" value
key: WORD ("." WORD)*
value: WORD | INT
WORD: /[a-z]{2,6}/
INT: /[0-9]{1,3}/
`;
const CODE = `/** The price with tax, in cents, rounded half up. \`rate\` is in percent. */
export function withTax(cents: number, rate: number): number {
  return Math.round((cents * (100 + rate)) / 100);
}

/** Cents as euros with two digits after a point. */
export const format = (cents: number): string => (cents / 100).toFixed(2);
`;
const open = () =>
  createProject({
    "order.json": JSON.stringify(ORDER_SCHEMA),
    "tags.lark": GRAMMAR,
    "money.ts": CODE,
    "broken.lark": "start: other",
    "list.json": "[]",
    "taken.jsonl": "mine\n",
  });
const synthesize = (root: string, ...args: readonly string[]) =>
  runCli(root, ["dataset", "synthesize", ...args]);

interface Solution {
  readonly id: string;
  readonly reference: string;
  readonly wrong: readonly { readonly text: string }[];
}
interface Row {
  readonly id: string;
  readonly specification: { readonly title: string };
}

/** Many programs are started, one after another: on a busy machine that takes its time. */
const TIMEOUT_MS = 300_000;

describe("specwright dataset synthesize", { timeout: TIMEOUT_MS }, () => {
  test("makes tasks of schemas, grammars and code, whose references pass and whose wrong answers fail", async () => {
    const root = open();

    const ends = await Promise.all([
      synthesize(root, "--from", "schema", "order.json", "-n", "3", "-o", "a.jsonl", "--json"),
      synthesize(root, "--from", "grammar", "tags.lark", "-n", "1", "-o", "b.jsonl"),
      synthesize(root, "--from", "examples", "money.ts", "-n", "2", "-o", "c.jsonl", "--json"),
    ]);

    expect(ends.map(({ code, stderr }) => ({ code, stderr }))).toMatchObject([
      { code: 0 },
      { code: 0 },
      { code: 0 },
    ]);
    expect(jsonLines(ends[0].stdout)).toMatchObject([
      {
        file: "a.jsonl",
        solutions: "a.solutions.jsonl",
        wanted: 3,
        tasks: 3,
        dropped: {},
        diversity: { nearDuplicateShare: 0 },
      },
    ]);
    expect(ends[1].stdout).toMatch(/^b\.jsonl: 1 task; their answers: b\.solutions\.jsonl$/mu);
    expect(ends[1].stdout).toMatch(/^alike: \d+ % of the drafts/mu);

    const read = (ending: string) =>
      ["a", "b", "c"].map((name) => readFileSync(join(root, `${name}${ending}`), "utf8")).join("");
    const rows = jsonLines(read(".jsonl")) as unknown as readonly Row[];
    const solutions = jsonLines(read(".solutions.jsonl")) as unknown as readonly Solution[];
    writeFileSync(join(root, "all.jsonl"), read(".jsonl"));
    expect(solutions.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    const titles = rows.map(({ specification }) => specification.title);
    expect(new Set(titles).size).toBe(rows.length);
    const script = (textOf: (solution: Solution) => string): string =>
      JSON.stringify({
        named: Object.fromEntries(
          solutions.map((each, at) => [titles[at], { first: `\`\`\`ts\n${textOf(each)}\`\`\`\n` }]),
        ),
      });
    writeFileSync(
      join(root, "right.json"),
      script(({ reference }) => reference),
    );
    writeFileSync(
      join(root, "wrong-1.json"),
      script(({ wrong }) => wrong[0]?.text ?? ""),
    );
    writeFileSync(
      join(root, "wrong-2.json"),
      script(({ wrong }) => wrong[1]?.text ?? ""),
    );

    const models = ["right", "wrong-1", "wrong-2"].flatMap((name) => [
      "--model",
      `scripted/${name}.json`,
    ]);
    const run = await runCli(root, [
      "eval",
      "run",
      "all.jsonl",
      ...models,
      "--repairs",
      "0",
      "--json",
    ]);

    expect(run).toMatchObject({ code: 0 });
    const solvers = jsonLines(run.stdout).at(-1)?.["solvers"] as readonly {
      readonly samples: number;
      readonly failedHidden: number;
      readonly byStatus: { readonly accepted: number; readonly unsolved: number };
    }[];
    const count = rows.length;
    expect(solvers[0]).toMatchObject({
      samples: count,
      failedHidden: 0,
      byStatus: { accepted: count },
    });
    // What is wrong is refused for what is shown, or fails what is hidden.
    for (const { failedHidden, byStatus } of solvers.slice(1)) {
      expect(failedHidden).toBe(byStatus.accepted);
      expect(byStatus.accepted + byStatus.unsolved).toBe(count);
    }
  });

  test("writes what there is where files hold fewer, the same for the same seed", async () => {
    const root = open();
    writeFileSync(join(root, "one.ts"), CODE.slice(CODE.indexOf("/** Cents")));
    const args = ["--from", "examples", "one.ts", "-n", "40", "--seed", "9", "-o"];

    const [first, second] = await Promise.all([
      synthesize(root, ...args, "a.jsonl"),
      synthesize(root, ...args, "b.jsonl"),
    ]);

    expect(first.code).toBe(4);
    expect(first.stderr).toMatch(/^only [1-9]\d? of 40 tasks could be made/mu);
    expect(first.stderr).toMatch(/^dropped \d+ of \d+ drafts: too much like another one/mu);
    const read = (name: string) => readFileSync(join(root, name), "utf8");
    expect(read("b.jsonl")).toBe(read("a.jsonl"));
    expect(read("b.solutions.jsonl")).toBe(read("a.solutions.jsonl"));
    expect(second.code).toBe(4);
  });

  test.each([
    [
      "what is no schema",
      ["--from", "schema", "list.json", "-o", "a.jsonl"],
      3,
      "a list or a value",
    ],
    ["a grammar with a mistake", ["--from", "grammar", "broken.lark", "-o", "a.jsonl"], 3, "other"],
    [
      "code of another language",
      ["--from", "examples", "list.json", "-o", "a.jsonl"],
      2,
      "no TypeScript",
    ],
    [
      "an output that is there",
      ["--from", "schema", "order.json", "-o", "taken.jsonl"],
      2,
      "--force",
    ],
    ["an output by another name", ["--from", "schema", "order.json", "-o", "a.json"], 2, ".jsonl"],
  ])("refuses %s", async (_, args, code, said) => {
    const root = open();

    const result = await synthesize(root, ...args);

    expect(result.stderr).toContain(said);
    expect(result.code).toBe(code);
    expect(result.stderr).not.toContain("    at ");
    expect(existsSync(join(root, "a.jsonl"))).toBe(false);
  });
});
