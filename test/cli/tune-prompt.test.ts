import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { splitOf } from "../../src/specifications/covenant-task/split.ts";
import { createProject, jsonLines, runCli, startCli } from "./run-cli.ts";

const SPEC =
  '---\nlanguage: typescript\nsignature: "export function one(): number"\n---\n# One\n\nReturn 1.\n';
const GOOD = "```ts\nexport function one(): number {\n  return 1;\n}\n```";
const BAD =
  '```ts\nexport function one(): number {\n  return "{{ 7 | times: 7 }}" as number;\n}\n```';
/** Nothing in it can go or change its place, so that one variant is tried: with the rule that was broken. */
const OWN = 'Write it{% if declaration != "" %}:\n{{ declaration }}{% endif %}\n';
const FOLDER = ".specwright/prompts/instructions";
const TUNE = ["prompts", "tune", "instructions", "--model", "scripted/tune.json", "--repairs", "0"];
const PAIR = ["--on", "specs", "--rounds", "5", "--seed", "1"];

const repeat = (count: number, ...answers: readonly unknown[]): readonly unknown[] =>
  Array.from({ length: count }, () => answers).flat();

/** A project whose one journal says that TS2352 is broken, and these answers for the trial. */
async function createTaught(
  answers: readonly unknown[],
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const root = createProject({
    "specs/one.md": SPEC,
    "specs/README.md": "# About\n",
    "answers.json": JSON.stringify({ answers: [BAD] }),
    "tune.json": JSON.stringify({ answers }),
    [`${FOLDER}/2.liquid`]: OWN,
    ...more,
  });
  const model = ["--model", "scripted/answers.json", "--repairs", "0", "--yes"];
  expect(await runCli(root, ["generate", "specs/one.md", ...model])).toMatchObject({ code: 4 });
  return root;
}
const tune = (root: string, ...rest: readonly string[]) =>
  runCli(root, [...TUNE, ...PAIR, ...rest]);
const texts = (root: string) => readdirSync(join(root, FOLDER));
const pins = (root: string) => join(root, ".specwright/prompts.toml");
const countRuns = (root: string) => readdirSync(join(root, ".specwright/runs")).length;

describe("specwright prompts tune", () => {
  test("pins a variant that wins, and rolls back to the text before", async () => {
    const root = await createTaught(repeat(5, BAD, GOOD));

    const { code, stdout, stderr } = await tune(root);

    expect(code).toBe(0);
    expect(stderr).toMatch(/instructions@2-tuned-1 \(add\): With TS2352; answers that broke it: 1/);
    expect(stderr).toContain("at least 5 pairs must differ");
    expect(stderr).toContain(
      "run 2 of at most 10: One, round 1, instructions@2-tuned-1: accepted at the first attempt",
    );
    expect(stdout).toMatch(/^instructions@2 +5 +0 +0 +\d+ +\d+ .* in use$/m);
    expect(stdout).toMatch(
      /^instructions@2-tuned-1 +5 +5 +5 .* 5 \(5 won, 0 lost\) +0\.031 +kept$/m,
    );
    expect(readFileSync(pins(root), "utf8")).toContain('instructions = "instructions@2-tuned-1"');
    const text = readFileSync(join(root, FOLDER, "2-tuned-1.liquid"), "utf8");
    expect(text).toContain("Often refused here (TS2352): ");

    const { stdout: prompt } = await runCli(root, [
      ...["context", "specs/one.md", "--prompt", "--model", "scripted/tune.json"],
    ]);
    expect(prompt).toContain("Often refused here (TS2352): ");
    const back = await runCli(root, ["prompts", "rollback", "instructions"]);
    expect(back.stdout).toBe("instructions: the newest text\n");
  });

  test("removes a variant that is no better, as soon as it can win no more", async () => {
    const root = await createTaught(repeat(5, BAD, GOOD).slice(0, 2).concat([GOOD, GOOD]));

    const { code, stdout } = await tune(root, "--json");

    expect(code).toBe(0);
    expect(jsonLines(stdout)).toMatchObject([
      { id: "instructions@2", decision: "in use", runs: 2 },
      {
        ...{ id: "instructions@2-tuned-1", decision: "removed", pairs: 2, wins: 1, losses: 0 },
        why: "it could win no more after 2 of the pairs",
      },
      { section: "instructions", ended: "decided", kept: null, fewestPairs: 5 },
    ]);
    expect(texts(root)).toEqual(["2.liquid"]);
    expect(existsSync(pins(root))).toBe(false);
    expect(countRuns(root)).toBe(1 + 4);
  });

  test("decides nothing where the runs or the money are used up, and keeps the journals", async () => {
    const price = '[prices."scripted/tune.json"]\ninput = 2\noutput = 10\n';
    const paid = { "no-user-config/specwright/config.toml": price };
    const answers = repeat(5, BAD, GOOD);
    const [few, poor] = [await createTaught(answers), await createTaught(answers, paid)];

    const byRuns = await tune(few, "--max-runs", "3");
    const refused = await tune(poor);
    const byMoney = await tune(
      poor,
      ...["--yes", "--max-usd", "0.0066", "--max-output-tokens", "200"],
    );

    expect(byRuns).toMatchObject({ code: 9 });
    expect(byRuns.stdout).toContain("the number of runs that may be spent was used up");
    expect(countRuns(few)).toBe(1 + 3);
    expect(refused).toMatchObject({ code: 10, stdout: "" });
    expect(refused.stderr).toMatch(/may cost \$0\.\d+ to \$\d/);
    expect(byMoney).toMatchObject({ code: 10 });
    expect(byMoney.stdout).toContain("the money that may be spent was used up");
    expect(countRuns(poor)).toBeGreaterThan(2);
    for (const root of [few, poor]) {
      expect(texts(root)).toEqual(["2.liquid"]);
      expect(existsSync(pins(root))).toBe(false);
    }
  });

  test("that is interrupted leaves nothing but its journals", async () => {
    const root = await createTaught([BAD, GOOD, { text: BAD, fault: "stall", faultAfter: 5 }]);
    const { child, ended } = startCli(root, [...TUNE, ...PAIR]);
    while (countRuns(root) < 4) await sleep(20);
    expect(texts(root)).toEqual(["2-tuned-1.liquid", "2.liquid"]);

    child.kill("SIGINT");

    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(texts(root)).toEqual(["2.liquid"]);
    expect(existsSync(pins(root))).toBe(false);
  });

  test("tries nothing where no run has taught anything", async () => {
    const root = createProject({ "specs/one.md": SPEC, [`${FOLDER}/2.liquid`]: OWN });

    const { code, stderr } = await tune(root);

    expect(code).toBe(0);
    expect(stderr).toContain("instructions@2: there is nothing to try; 0 ended runs");
  });

  test.each([
    [["prompts", "tune", "nothing", "--on", "specs"], /no section of that name/],
    [["prompts", "tune", "instructions"], /--on/],
    [[...TUNE, "--on", "empty"], /there is no new specification in it/],
    [[...TUNE, "--on", "held/task.yaml"], /all of them are held out/],
    [[...TUNE, "--on", "specs", "--rounds", "4"], /at least 5 must differ/],
    [[...TUNE, ...PAIR], /experiment "short" tries its texts/],
  ])("refuses %j", async (args, message) => {
    const trial =
      '[experiments.short]\nsection = "instructions"\nvariants = ["instructions@1", "instructions@2"]\n';
    const root = createProject({
      "specs/one.md": SPEC,
      "empty/notes.csv": "",
      ...(message.source.includes("experiment")
        ? { ".specwright/prompts.toml": trial, [`${FOLDER}/2.liquid`]: OWN }
        : {}),
      ...(args.includes("held/task.yaml") ? { "held/task.yaml": findHeldOut() } : {}),
    });

    const { code, stderr } = await runCli(root, args);

    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(code).toBe(2);
    expect(existsSync(join(root, ".specwright/runs"))).toBe(false);
  });
});

function findHeldOut(): string {
  const folder = "datasets/covenant/pure";
  const held = readdirSync(folder).find((name) => splitOf(`pure.${name}`) === "held-out") ?? "";
  return readFileSync(join(folder, held, "task.yaml"), "utf8");
}
