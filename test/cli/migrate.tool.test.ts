import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const PYTHON = `import os


def double(number: int) -> int:
    """Twice the number."""
    return number * 2


def load(path: str) -> str:
    print(path)
    return open(path).read()
`;

const JAVASCRIPT = `/**
 * @param {string} name
 * @returns {string}
 */
const greet = (name) => "Hello " + name;
module.exports = { greet };
`;

/** A program of one step. */
const program = (id: string, type: string, step: string): string =>
  `\`\`\`covenant
snippet id="${id}" kind="fn"
signature
  fn name="${id.split(".")[1]}"
    param name="${type === "Int" ? "number" : "name"}" type="${type}"
    returns type="${type}"
  end
end
body
  step id="s1" ${step}
    as="result"
  end
  step id="s2" kind="return"
    from="result"
    as="_"
  end
end
end
\`\`\``;
const DOUBLE = program(
  "shop.double",
  "Int",
  'kind="compute"\n    op=mul input var="number" input lit=2',
);
const NOT_LOAD = program(
  "shop.load",
  "Int",
  'kind="compute"\n    op=mul input var="number" input lit=2',
);
const GREET = program(
  "hello.greet",
  "String",
  'kind="call"\n    fn="text.concat"\n    arg name="a" lit="Hello "\n    arg name="b" from="name"',
);

const project = (
  answers: readonly unknown[],
  more: Readonly<Record<string, string>> = {},
): string =>
  createProject({
    "shop.py": PYTHON,
    "hello.js": JAVASCRIPT,
    "answers.json": JSON.stringify({ answers }),
    ...more,
  });
const migrate = (root: string, ...rest: string[]) =>
  runCli(root, ["migrate", ...rest, "--model", "scripted/answers.json"]);
const read = (root: string, path: string): string => readFileSync(join(root, path), "utf8");
const filesIn = (root: string, folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .toSorted();

describe("specwright migrate", () => {
  test("shows what it would ask for, and asks nobody", async () => {
    const root = project([]);

    const { code, stdout } = await runCli(root, ["migrate", "shop.py", "--dry-run"]);

    expect(code).toBe(0);
    expect(stdout).toContain('double (lines 4-6)\n    snippet id="shop.double" kind="fn"');
    expect(stdout).toContain("  decided: Effect `filesystem`, from `open`");
    expect(readdirSync(root).toSorted()).toEqual([
      "answers.json",
      "hello.js",
      "package.json",
      "shop.py",
    ]);
  });

  test("writes what is accepted with its evidence, and keeps a stub of the rest aside", async () => {
    const root = project([DOUBLE, NOT_LOAD, NOT_LOAD]);

    const { code, stdout, stderr } = await migrate(root, "shop.py", "--out", "cov");

    expect(code).toBe(4);
    expect(stdout).toBe("cov/shop_double.cov\ncov/shop.py.review.md\n");
    expect(filesIn(root, "cov")).toEqual(["shop.py.review.md", "shop_double.cov"]);
    expect(filesIn(root, ".specwright/evidence")).toEqual(["shop_double.cov.json"]);
    const [runId = ""] = readdirSync(join(root, ".specwright/unverified"));
    expect(filesIn(root, `.specwright/unverified/${runId}`)).toEqual([
      "INCOMPLETE-shop_load.cov",
      "completion-guide.md",
      "shop_load.cov",
      "shop_load.cov.diagnostics.json",
    ]);
    expect(stderr).toContain("double: attempt 1 (first) accepted");
    expect(stderr).toContain("1 of 2 accepted; the review is cov/shop.py.review.md");
    // Both runs are in the journal, like those of any other command.
    expect(readdirSync(join(root, ".specwright/runs"))).toHaveLength(2);
  });

  test("writes a review with sources and results side by side", async () => {
    const root = project([DOUBLE, NOT_LOAD, NOT_LOAD]);
    await migrate(root, "shop.py");

    const review = read(root, "migrated/shop.py.review.md");

    expect(review).toMatch(
      /\| `double` \| 4-6 \| `shop\.double` \| accepted \| 1 \| `migrated\/shop_double\.cov` \|/,
    );
    expect(review).toMatch(
      /\| `load` \| 9-11 \| `shop\.load` \| exhausted \| 2 \| `\.specwright\/unverified\/.*INCOMPLETE-shop_load\.cov` \|/,
    );
    expect(review).toContain("<td>\n\nSource: `shop.py`, lines 4 to 6\n\n```python\ndef double(");
    expect(review).toContain(
      "<td>\n\nResult: `migrated/shop_double.cov`\n\n```covenant\nsnippet id",
    );
    expect(review).toContain('note "INCOMPLETE: a stub');
    expect(review).toContain("- Effect `console`, from `print`");
    expect(review).toContain("- [ ] It gives the same results as its source");
    expect(review).toContain("**What was wrong with it**");
  });

  test("keeps a stub that the checker passes, and says that it is incomplete", async () => {
    const root = project([NOT_LOAD, NOT_LOAD]);
    await migrate(root, "shop.py", "--function", "load");
    const [stub = ""] = globSync(".specwright/unverified/*/INCOMPLETE-*", { cwd: root });

    const { code } = await runCli(root, ["check", stub, "--profile", "strict"]);

    expect(code).toBe(0);
    expect(read(root, stub)).toContain("incomplete=true");
  });

  test("reads JavaScript with the types of its comments", async () => {
    const root = project([GREET]);

    const { code } = await migrate(root, "hello.js", "--function", "greet");

    expect(code).toBe(0);
    expect(read(root, "migrated/hello_greet.cov")).toContain('fn="text.concat"');
  });

  test("replaces what it wrote itself, and nothing else, without --force", async () => {
    const root = project([DOUBLE, DOUBLE, DOUBLE]);
    const again = (...rest: string[]) => migrate(root, "shop.py", "--function", "double", ...rest);
    expect((await again()).code).toBe(0);

    const refused = await again();

    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain('Cannot write "migrated/shop.py.review.md"');
    expect((await again("--force")).code).toBe(0);
    const other = project([DOUBLE], { "migrated/shop_double.cov": "// mine\n" });
    expect((await migrate(other, "shop.py", "--function", "double")).code).toBe(2);
    expect(filesIn(other, "migrated")).toEqual(["shop_double.cov"]);
    expect(read(other, "migrated/shop_double.cov")).toBe("// mine\n");
  });

  test("leaves the review of what was done when a later run breaks off", async () => {
    const root = project([DOUBLE, { text: NOT_LOAD, fault: "cut", faultAfter: 20 }]);

    const { code, stderr } = await migrate(root, "shop.py");

    expect(code).toBe(6);
    expect(stderr).toContain("specwright runs resume");
    const review = read(root, "migrated/shop.py.review.md");
    expect(review).toMatch(/\| `double` .* accepted/);
    expect(review).toMatch(/\| `load` .* not finished \| 0 \|/);
    expect(existsSync(join(root, "migrated/shop_load.cov"))).toBe(false);
  });

  test("gives lines of JSON", async () => {
    const root = project([DOUBLE]);
    const plans = jsonLines(
      (await runCli(root, ["migrate", "shop.py", "--dry-run", "--json"])).stdout,
    );
    const events = jsonLines(
      (await migrate(root, "shop.py", "--function", "double", "--json")).stdout,
    );

    expect(plans.map(({ function: name, id }) => [name, id])).toEqual([
      ["double", "shop.double"],
      ["load", "shop.load"],
    ]);
    expect(plans[1]?.["signature"]).toContain("effect filesystem");
    expect(events.at(0)).toMatchObject({ type: "run-start" });
    expect(events.at(-1)).toMatchObject({
      type: "migration-end",
      review: "migrated/shop.py.review.md",
      functions: [{ function: "double", status: "accepted", path: "migrated/shop_double.cov" }],
    });
  });

  test.for([
    [
      "a function that is not there",
      ["shop.py", "--function", "duble"],
      2,
      /Did you mean "double"/,
    ],
    ["a file that nobody parses", ["answers.json"], 2, /no parser/],
    ["a file that is not there", ["no.py"], 3, /no\.py/],
    [
      "a language that nothing is carried over to",
      ["shop.py", "--to", "python"],
      2,
      /migrations: covenant/,
    ],
    ["a folder outside of the project", ["shop.py", "--out", ".."], 2, /outside the project/],
  ] as const)("refuses %s", async ([, args, code, says]) => {
    const root = project([]);

    const result = await migrate(root, ...args);

    expect(result.code).toBe(code);
    expect(result.stderr).toMatch(says);
    expect(result.stdout).toBe("");
    expect(existsSync(join(root, "migrated"))).toBe(false);
  });

  test.for([
    ["shop.py", "def f(:\n", /line 1: invalid syntax/],
    ["shop.ts", "function f( {", /line 1: /],
    ["shop.ts", `const x = ${"[".repeat(100_000)}`, /nested too deeply/],
  ] as const)("says where %s does not parse", async ([path, text, says]) => {
    const { code, stderr } = await migrate(project([], { [path]: text }), path);

    expect(code).toBe(3);
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });
});
