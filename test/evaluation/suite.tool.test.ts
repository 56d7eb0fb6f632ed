/** The whole Covenant suite, answered in known proportions: what an evaluation says must be exactly that. */

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isError } from "../../src/domain/diagnostic.ts";
import type { SampleResult } from "../../src/domain/evaluation.ts";
import { toNanoUsd } from "../../src/domain/price.ts";
import { languages } from "../../src/languages/index.ts";
import { validateCandidate } from "../../src/pipeline/validation/validate-candidate.ts";
import { createRandom } from "../../src/platform/random.ts";
import type { Checker } from "../../src/ports/language-pack.ts";
import { specificationReaders } from "../../src/specifications/index.ts";
import { createFakeClock } from "../../src/testing/fake-clock.ts";
import { testMachine } from "../../src/testing/test-machine.ts";
import { createProject, jsonLines, runCli, startCli } from "../cli/run-cli.ts";
import {
  type Fate,
  NANO_USD_A_CALL,
  PRICES,
  renderScript,
  type ScriptedTask,
  scriptSuite,
} from "./script-suite.ts";

/** Times that the evaluation is killed and gone on with. */
const KILLS = Number(process.env["SPECWRIGHT_KILLS"] ?? 2);
const TASKS = scriptSuite();
const MACHINE = await testMachine(process.cwd());
const RUN = ["eval", "run", "covenant", "--id", "suite", "--model", "scripted/answers.json"];
const WISHES = ["--yes", "--repairs", "1", "--seed", "1", "--json"];

const open = () =>
  createProject({
    "answers.json": renderScript(TASKS),
    "no-user-config/specwright/config.toml": PRICES,
  });
const readResults = (root: string): string =>
  readFileSync(join(root, ".specwright/evaluations/suite/results.jsonl"), "utf8");

/** How a task of that fate ends: with one repair, calls are known. */
const ENDS = {
  correct: { status: "accepted", isFirstPass: true, calls: 1, wasted: 0 },
  fixable: { status: "accepted", isFirstPass: false, calls: 2, wasted: 1 },
  wrong: { status: "unsolved", isFirstPass: false, calls: 2, wasted: 2 },
  hopeless: { status: "unsolved", isFirstPass: false, calls: 2, wasted: 2 },
} as const satisfies Record<Fate, object>;

/** What the checker says of an answer when nobody stands in between: phase and code of each error. */
async function judge(
  text: string,
  task: ScriptedTask,
  checker: Checker,
): Promise<readonly string[]> {
  const [file = ""] = globSync(`datasets/covenant/${task.id.replace(".", "/")}/task.yaml`);
  const reader = specificationReaders.find((each) => each.canRead(file));
  const source = { path: file, text: readFileSync(file, "utf8") };
  const options = { languages, language: undefined, files: MACHINE.files };
  const specification = await reader?.read(source, options);
  const verdict = await validateCandidate(
    { language: "covenant", path: "answer.cov", text, companions: [] },
    { checker, specification, profile: "strict", timeoutMs: 60_000, signal: undefined },
  );
  return verdict.diagnostics.filter(isError).map(({ phase, code }) => `${phase} ${code}`);
}

/** What each attempt of a task is refused for, in order. */
async function refusals(task: ScriptedTask, checker: Checker): Promise<readonly string[]> {
  const [first, second] = task.wrong;
  const answers = {
    correct: [],
    fixable: [first],
    wrong: [first, second],
    hopeless: [first, first],
  }[task.fate];
  const said: string[] = [];
  for (const [at, answer] of answers.entries())
    said.push(...(await judge(answer, task, checker)).map((each) => `${at + 1} ${each}`));
  return said;
}

/** A busy machine checks 135 tasks slowly, and does so once more for each kill. */
const PATIENCE_MS = 300_000 + 60_000 * KILLS;

describe("an evaluation of the whole suite", { timeout: PATIENCE_MS }, () => {
  let root: string;
  let run: Awaited<ReturnType<typeof runCli>>;
  let checker: Checker;
  beforeAll(async () => {
    root = open();
    run = await runCli(root, [...RUN, ...WISHES]);
    const pack = languages.find(({ id }) => id === "covenant");
    if (pack === undefined) throw new TypeError("the language is not here");
    checker = await pack.openChecker(MACHINE);
  }, PATIENCE_MS);
  afterAll(() => checker?.[Symbol.asyncDispose]());

  test("gives exactly the rates and costs that its answers have", () => {
    expect(run).toMatchObject({ code: 0 });
    const fates = TASKS.map(({ fate }) => ENDS[fate]);
    const count = (isOne: (end: (typeof fates)[number]) => boolean) => fates.filter(isOne).length;
    const calls = fates.reduce((sum, end) => sum + end.calls, 0);

    expect(TASKS).toHaveLength(135);
    expect(jsonLines(run.stdout).at(-1)).toEqual({
      type: "evaluation-end",
      id: "suite",
      solvers: [
        {
          solver: "scripted/answers.json",
          samples: 135,
          byStatus: {
            accepted: count(({ status }) => status === "accepted"),
            unsolved: count(({ status }) => status === "unsolved"),
            inconclusive: 0,
            stopped: 0,
            error: 0,
          },
          firstPass: count(({ isFirstPass }) => isFirstPass),
          failedHidden: 0,
          costUsd: (calls * NANO_USD_A_CALL) / 1e9,
          unpricedCalls: 0,
        },
      ],
    });
  });

  test("gives each task its end, its calls, and the codes that its checker refuses its answers for", async () => {
    const results = readResults(root)
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as SampleResult);

    expect(results.map(({ task }) => task)).toEqual(TASKS.map(({ id }) => id));
    for (const [at, result] of results.entries()) {
      const task = TASKS[at] as ScriptedTask;
      const { wasted, ...end } = ENDS[task.fate];
      expect(result).toMatchObject({
        ...end,
        attempts: end.calls,
        category: task.category,
      });
      expect(toNanoUsd(result.costUsd)).toBe(end.calls * NANO_USD_A_CALL);
      expect(toNanoUsd(result.wastedUsd)).toBe(wasted * NANO_USD_A_CALL);
      expect(
        result.diagnostics.map(({ attempt, phase, code }) => `${attempt} ${phase} ${code}`),
      ).toEqual(await refusals(task, checker));
    }
  });

  test(`writes the same results when it is killed ${KILLS} times and gone on with`, async () => {
    const killed = open();
    const random = createRandom(11, createFakeClock());
    for (let kill = 0; kill < KILLS; kill += 1) {
      const resume = ["eval", "resume", "suite", "--yes", "--json"];
      const { child, ended } = startCli(killed, kill === 0 ? [...RUN, ...WISHES] : resume);
      // After so many samples more, and somewhere within the next.
      const samples = 1 + (random.nextInteger() % Math.floor(125 / KILLS));
      const pauseMs = random.nextInteger() % 120;
      let seen = 0;
      if (child.stdout !== null)
        for await (const line of createInterface({ input: child.stdout })) {
          seen += Number(line.includes('"sample-end"'));
          if (seen >= samples) break;
        }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      child.kill("SIGKILL");
      await ended;
    }

    const resumed = await runCli(killed, ["eval", "resume", "suite", "--yes"]);

    expect(resumed).toMatchObject({ code: 0 });
    expect(readResults(killed)).toBe(readResults(root));
  });

  test("keeps what is done when it is interrupted, and says how to go on", async () => {
    const stopped = open();
    const { child, ended } = startCli(stopped, [
      ...RUN,
      ...WISHES,
      "--limit",
      "12",
      "--concurrency",
      "1",
    ]);
    child.stdout?.once("data", () => child.stdout?.once("data", () => void child.kill("SIGINT")));

    const { code, stderr } = await ended;

    expect(code).toBe(130);
    expect(stderr).toContain("specwright eval resume suite");
    const resumed = await runCli(stopped, ["eval", "resume", "suite", "--yes"]);
    expect(resumed.code).toBe(0);
    expect(readResults(stopped)).toBe(
      readResults(root).split("\n").slice(0, 12).join("\n").concat("\n"),
    );
  });
});
