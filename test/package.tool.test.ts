import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProject } from "./cli/run-cli.ts";

/** Below the checkout, so that the package finds its dependencies without an installation. */
const PLACE = join(process.cwd(), ".tooling", "packed");
const PACKAGE = join(PLACE, "package");
const run = (program: string, args: readonly string[], cwd: string): string =>
  execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

beforeAll(() => {
  rmSync(PLACE, { recursive: true, force: true });
  mkdirSync(PLACE, { recursive: true });
  run(
    process.execPath,
    ["node_modules/typescript7/bin/tsc", "-p", "tsconfig.build.json"],
    process.cwd(),
  );
  run("npm", ["pack", "--ignore-scripts", "--pack-destination", PLACE], process.cwd());
  const [tarball = ""] = readdirSync(PLACE);
  run("tar", ["-xzf", tarball], PLACE);
});

afterAll(() => rmSync(PLACE, { recursive: true, force: true }));

/** It holds a test, so that a program runs. */
const PROGRAM = `snippet id="m.t" kind="test"
body
  step id="s1" kind="compute"
    op=equals input lit=1 input lit=1
    as="same"
  end
end
end
`;

describe("the packed package", () => {
  test("holds what is built, and neither sources nor tests", () => {
    expect(readdirSync(PACKAGE).sort()).toEqual([
      "LICENSE",
      "README.md",
      "bin",
      "datasets",
      "dist",
      "examples",
      "package.json",
      "pages",
      "prompts",
    ]);
    expect(run("find", [PACKAGE, "-name", "*.test.*"], PLACE)).toBe("");
  });

  test("runs its command, with its checkers in processes of their own", () => {
    const root = createProject({
      "a.ts": "export const a: number = 1;\n",
      "b.py": "b = 1\n",
      "c.cov": PROGRAM,
    });

    const output = run(
      process.execPath,
      [join(PACKAGE, "bin/specwright.js"), "check", "a.ts", "b.py", "c.cov"],
      root,
    );

    expect(output).toMatch(/a\.ts accepted.*\n.*b\.py accepted.*\n.*c\.cov accepted: .*test/);
  });

  test("opens by every door", () => {
    const consumer = join(PLACE, "consumer");
    mkdirSync(join(consumer, "node_modules"), { recursive: true });
    cpSync(PACKAGE, join(consumer, "node_modules", "specwright"), { recursive: true });
    const doors = ["specwright", "specwright/ports", "specwright/languages"];
    const script = `const all = await Promise.all(${JSON.stringify(doors)}.map((door) => import(door))); console.log(Object.keys(all[0]).includes("generate"), all[2].languages.length);`;

    expect(run(process.execPath, ["--input-type=module", "-e", script], consumer)).toBe("true 7\n");
  });

  test("says what it needs on an old Node", () => {
    const launcher = join(PACKAGE, "bin/specwright.js");
    const script = `Object.defineProperty(process.versions, "node", { value: "20.1.0" }); await import(${JSON.stringify(launcher)});`;
    let said = "";
    try {
      run(process.execPath, ["--input-type=module", "-e", script], PLACE);
    } catch (error) {
      said = `${(error as { stderr: string }).stderr}`;
    }

    expect(said).toContain("specwright needs Node 24 or later");
  });
});
