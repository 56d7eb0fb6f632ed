/** What an evaluation takes besides its runs: 1,000 tasks with scripted answers, and the same runs without it. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EvaluationSetup, EvaluationTask, Solver } from "../src/domain/evaluation.ts";
import { writeSetup } from "../src/evaluation/run/evaluation-record.ts";
import { listSamples } from "../src/evaluation/run/list-samples.ts";
import { hashTasks, runEvaluation } from "../src/evaluation/run/run-evaluation.ts";
import { SCORERS } from "../src/evaluation/score/scorers.ts";
import { createRecordStore } from "../src/pipeline/record/journal-store.ts";
import { drain, generateEvents } from "../src/pipeline/run.ts";
import { systemClock } from "../src/platform/clock.ts";
import { createFiles } from "../src/platform/files.ts";
import { sha256 } from "../src/platform/sha256.ts";
import type { Environment } from "../src/ports/environment.ts";
import { createReplayModel } from "../src/providers/index.ts";
import { createScriptedModel } from "../src/providers/scripted/create-scripted-model.ts";
import { mapAtMost } from "../src/std/map-at-most.ts";
import { accepted, specification } from "../src/testing/builders.ts";
import { evaluationSetup } from "../src/testing/evaluations.ts";
import { fakeLanguagePack } from "../src/testing/fake-language-pack.ts";
import { createMemoryEnvironment } from "../src/testing/memory-environment.ts";
import { type Measurement, median } from "./measure.ts";

const TASKS = 1000;
const ROUNDS = 5;
/** Runs at once. */
const CONCURRENCY = 4;

const tasks: readonly EvaluationTask[] = Array.from({ length: TASKS }, (_, at) => ({
  id: `sums.${at}`,
  category: "sums",
  complexity: "simple",
  split: "development",
  specification: specification({ name: `Sum ${at}` }),
  hiddenExamples: [],
}));
const ANSWER = { first: "```toy\n1 + 1 = 2\n```" };
const model = createScriptedModel([], {
  named: Object.fromEntries(tasks.map((task) => [task.specification.name, ANSWER])),
  keepsRequests: false,
});
const setup: EvaluationSetup = evaluationSetup({
  tasksSha256: hashTasks(tasks, sha256),
  taskIds: tasks.map(({ id }) => id),
  scorers: SCORERS.map(({ id }) => id),
});

function open(folder: string): Environment {
  const base = createMemoryEnvironment(model, {
    files: {},
    language: fakeLanguagePack(() => accepted()),
  });
  const files = createFiles(folder);
  const records = createRecordStore(files, systemClock, { version: "bench" });
  return { ...base, files, clock: systemClock, records };
}

/** The same runs, one after the other or beside each other, and nothing else. */
async function runBare(environment: Environment): Promise<void> {
  const samples = [...listSamples("e", setup, tasks, { from: 0, sha256 })];
  await mapAtMost(samples, CONCURRENCY, ({ task, runId, seed, solver }) =>
    drain(generateEvents(task.specification, environment, { runId, seed, ...wishesOf(solver) })),
  );
}

const wishesOf = ({ profile, limits, isConstrained }: Solver) => ({
  profile,
  limits,
  isConstrained,
});

/** Bytes of the heap after each hundred samples, garbage gone. */
const heaps: number[] = [];

async function runEvaluated(
  environment: Environment,
  onSample: (done: number) => void = () => undefined,
): Promise<void> {
  await writeSetup("e", setup, environment.files);
  const events = runEvaluation("e", setup, environment, {
    tasks,
    scorers: SCORERS,
    environmentOf: () => environment,
    replay: (journal, next) => createReplayModel(journal, { next }),
    concurrency: CONCURRENCY,
    signal: undefined,
  });
  for await (const { done } of events) onSample(done);
}

/** Collecting garbage takes its time: this one is not timed. */
const runWeighed = (environment: Environment): Promise<void> =>
  runEvaluated(environment, (done) => {
    if (done % 100 !== 0 || globalThis.gc === undefined) return;
    globalThis.gc();
    heaps.push(process.memoryUsage().heapUsed);
  });

interface Taken {
  readonly ms: number;
  /** Of this process, on all cores. */
  readonly cpuMs: number;
}

async function time(work: (environment: Environment) => Promise<void>): Promise<Taken> {
  const folder = mkdtempSync(join(tmpdir(), "specwright-bench-"));
  try {
    const environment = open(folder);
    const startedAt = performance.now();
    const before = process.cpuUsage();
    await work(environment);
    const { user, system } = process.cpuUsage(before);
    return { ms: performance.now() - startedAt, cpuMs: (user + system) / 1000 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function benchEvaluation(report: (measurement: Measurement) => void): Promise<void> {
  await time(runBare);
  await time(runWeighed);
  const [bare, evaluated]: [Taken[], Taken[]] = [[], []];
  // In turns, so that what else the machine does is in both.
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await time(runBare));
    evaluated.push(await time((environment) => runEvaluated(environment)));
  }
  const sorted = (taken: readonly Taken[]) =>
    taken.map(({ ms }) => ms).toSorted((one, other) => one - other);
  const percent = (of: (taken: Taken) => number): string =>
    `${Math.round((100 * median(bare.map(of))) / median(evaluated.map(of)))} %`;
  report({
    name: `evaluation: ${TASKS} runs without it`,
    times: sorted(bare),
    target: undefined,
  });
  report({
    name: `evaluation: ${TASKS} tasks`,
    times: sorted(evaluated),
    target: median(sorted(bare)) / 0.9,
    note: `${percent(({ ms }) => ms)} of the speed without it, ${percent(({ cpuMs }) => cpuMs)} by time of the processor${describeHeaps()}`,
  });
}

/** Told where garbage can be collected: node --expose-gc. */
function describeHeaps(): string {
  const [first, last] = [heaps[0], heaps.at(-1)];
  if (first === undefined || last === undefined) return "";
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  return `; heap ${megabytes(first)} MB after 100 samples, ${megabytes(last)} MB after the last`;
}

if (import.meta.main) {
  const { renderMeasurement } = await import("./measure.ts");
  await benchEvaluation((each) => void process.stdout.write(`${renderMeasurement(each)}\n`));
}
