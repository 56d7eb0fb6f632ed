import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const MAIN = fileURLToPath(new URL("../src/faces/cli/main.ts", import.meta.url));

interface Step {
  readonly name: string;
  readonly shell: string;
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly steps: readonly (Step | { readonly uses: string })[] };
}
const action = parse(readFileSync("action.yml", "utf8")) as Action;

const steps = action.runs.steps.filter((step) => "run" in step);

const NAMES = ["one", "two", "three", "four", "five", "six"];
const TASKS = NAMES.map((id) =>
  JSON.stringify({
    id,
    category: "sums",
    complexity: "simple",
    specification: {
      language: "typescript",
      text: "Add one to n.",
      signature: "export function f(n: number): number",
    },
  }),
).join("\n");
const answers = (body: string): string => {
  const first = `\`\`\`ts\nexport function f(n: number): number {\n  return ${body};\n}\n\`\`\`\n`;
  return JSON.stringify({ named: Object.fromEntries(NAMES.map((name) => [name, { first }])) });
};

/** A repository whose base answers well, and whose change answers with `body`; and programs on a path of their own. */
function openRepository(body: string) {
  const root = mkdtempSync(join(tmpdir(), "specwright-action-"));
  const [work, bin, temp] = ["work", "bin", "temp"].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [work, bin, temp]) mkdirSync(folder);
  const program = (name: string, text: string): void => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  program("specwright", `exec "${process.execPath}" "${MAIN}" "$@"`);
  program("npm", `echo "$@" >> "${root}/npm.log"`);
  const git = (...args: readonly string[]): void => {
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], {
      cwd: work,
      stdio: "pipe",
    });
  };
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) writeFileSync(join(work, path), text);
  };
  git("init", "--quiet", "--initial-branch", "main");
  write({ "package.json": "{}", "answers.json": answers("n + 1"), ".gitignore": ".specwright\n" });
  git("add", ".");
  git("commit", "--quiet", "-m", "base");
  git("remote", "add", "origin", work);
  git("switch", "--quiet", "-c", "change");
  write({ "answers.json": answers(body), "tasks.jsonl": TASKS });
  git("add", ".");
  git("commit", "--quiet", "-m", "change");
  return { root, work, bin, temp };
}

/** Runs the action's steps as a runner would, until one fails. */
function runAction(
  { root, work, bin, temp }: ReturnType<typeof openRepository>,
  inputs: Readonly<Record<string, string>>,
) {
  const [output, summary] = [join(root, "output"), join(root, "summary")];
  const values: Readonly<Record<string, string>> = {
    ...Object.fromEntries(
      Object.entries(action.inputs).map(([name, input]) => [
        `inputs.${name}`,
        inputs[name] ?? input.default ?? "",
      ]),
    ),
    "runner.temp": temp,
    "github.run_id": "7",
    "github.run_attempt": "1",
  };
  const expand = (text: string): string =>
    text.replace(/\$\{\{\s*([^}]*?)\s*\}\}/g, (_all, name: string) => {
      const value = values[name];
      if (value === undefined) throw new TypeError(`Cannot expand ${name}`);
      return value;
    });
  let said = "";
  for (const step of steps) {
    const { status, stdout, stderr } = spawnSync(
      "bash",
      ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run],
      {
        cwd: work,
        encoding: "utf8",
        env: {
          PATH: `${bin}:${process.env["PATH"]}`,
          HOME: root,
          SPECWRIGHT_VERDICT_CACHE: "false",
          GITHUB_OUTPUT: output,
          GITHUB_STEP_SUMMARY: summary,
          ...Object.fromEntries(
            Object.entries(step.env).map(([name, value]) => [name, expand(value)]),
          ),
        },
      },
    );
    said += stdout + stderr;
    if (status !== 0) return { failed: step.name, status, said, ...read(output, summary) };
  }
  return { failed: undefined, status: 0, said, ...read(output, summary) };
}

const read = (...paths: readonly [string, string]) => {
  const [output, summary] = paths.map((path) =>
    existsSync(path) ? readFileSync(path, "utf8") : "",
  );
  return { output, summary };
};

const INPUTS = {
  dataset: "tasks.jsonl",
  model: "scripted/answers.json",
  "base-ref": "main",
  sample: "6",
};

describe("action.yml", () => {
  test("takes nothing from outside into the text of a script", () => {
    for (const { run, shell } of steps) {
      expect(run).not.toContain("${{");
      expect(shell).toBe("bash");
    }
  });

  test("passes a change that is no worse, and says what it cost", { timeout: 120_000 }, () => {
    const repository = openRepository("1 + n");
    const { failed, said, output, summary } = runAction(repository, INPUTS);

    expect({ failed, said }).toMatchObject({ failed: undefined });
    expect(output).toBe("verdict=pass\n");
    expect(summary).toMatch(/^### Specwright: pass\n\ncost: \$0/);
    expect(summary).toContain("0 wins, 0 losses, 6 both");
    expect(readFileSync(join(repository.root, "npm.log"), "utf8")).toBe(
      "install --global specwright@latest\n",
    );
    expect(existsSync(join(repository.temp, "specwright-base"))).toBe(false);
  });

  test("fails a change that is worse", { timeout: 120_000 }, () => {
    const repository = openRepository('"no"');
    const { failed, status, output, said } = runAction(repository, {
      ...INPUTS,
      junit: "gate.xml",
    });

    expect({ failed, said }).toMatchObject({ failed: "Gate" });
    expect(status).toBe(1);
    expect(output).toBe("verdict=fail\n");
    expect(readFileSync(join(repository.work, "gate.xml"), "utf8")).toContain("<failure ");
    expect(said).toContain("6 tasks worse, 0 better of 6, p = 0.016");
  });

  test("fails where a dataset is not there, with the command's own exit", () => {
    const { failed, status } = runAction(openRepository("n"), { ...INPUTS, dataset: "no-such" });

    expect([failed, status]).toEqual(["Evaluate the base twice, and the change", 2]);
  });
});
