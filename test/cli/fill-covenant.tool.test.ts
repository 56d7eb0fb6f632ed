import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const step = (from: string): string =>
  `snippet id="app.larger" kind="fn"\nsignature\n  fn name="larger"\n    param name="a" type="Int"\n    param name="b" type="Int"\n    returns type="Int"\n  end\nend\nbody\n  step id="s1" kind="return"\n    ${from}\n    as="_"\n  end\nend\nend\n`;
const HOLED = step('from="?"');
const project = (text = HOLED): string => createProject({ "a.cov": text });

describe("specwright fill FILE.cov", () => {
  test("fills a hole so that the checker accepts it and the examples hold", async () => {
    const root = project();
    const { code, stdout } = await runCli(root, [
      "fill",
      "a.cov",
      "--example",
      "larger(a=3, b=8) => 8",
      "larger(a=9, b=2) => 9",
      "--write",
    ]);
    const checked = await runCli(root, ["check", "a.cov"]);

    expect([code, checked.code]).toEqual([0, 0]);
    expect(stdout.split("\n")[0]).toBe("max(a, b)");
    expect(readFileSync(join(root, "a.cov"), "utf8")).toContain("op=max");
  });

  test("shows what each answer gives to a call", async () => {
    const args = ["fill", "a.cov", "--example", "larger(a=3, b=8)", "--json", "--top", "3"];
    const [found] = jsonLines((await runCli(project(), args)).stdout) as { answers: unknown }[];

    expect(found?.answers).toEqual(
      expect.arrayContaining([expect.objectContaining({ outputs: ["11"] })]),
    );
  });

  test.for([
    ["a file without a hole", step('from="a"'), 2, "it has no hole"],
    ["a text that does not parse", "snippet id=", 3, "Cannot fill"],
    [
      "a hole where no value can stand",
      step('from="a"').replace(
        "step id",
        'step id="s0" kind="for"\n var="x"\n in="?"\n as="_"\n end\n step id',
      ),
      3,
      "Cannot fill",
    ],
    [
      "a hole of which nothing is expected",
      step('from="a"').replace(
        "step id",
        'step id="s0" kind="bind"\n from="?"\n as="c"\n end\n step id',
      ),
      3,
      "nothing says which type",
    ],
  ] as const)("says in one line what is wrong with %s", async ([, text, exit, message]) => {
    const { code, stdout, stderr } = await runCli(project(text), ["fill", "a.cov"]);

    expect([code, stdout]).toEqual([exit, ""]);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });
});
