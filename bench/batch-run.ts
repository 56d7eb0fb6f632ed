/**
 * A batch of recorded tasks from one end to the other: answers are replayed, proofs are real. `node bench/batch-run.ts
 * TASKS.jsonl [COUNT]`; a row has `id`, `language`, `spec_text` and the `verified_solution` that is replayed.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createLimits } from "../src/batch/plan/limits.ts";
import type { BatchOutcome } from "../src/batch/run/batch-event.ts";
import { batchFolder, writeSetup } from "../src/batch/run/batch-record.ts";
import { prepareBatch } from "../src/batch/run/prepare-batch.ts";
import { runBatch } from "../src/batch/run/run-batch.ts";
import { work } from "../src/batch/run/work.ts";
import { createCheckEnvironment } from "../src/config/create-environment.ts";
import { openLocalBatchStore } from "../src/config/open-batch-store.ts";
import type { BatchItem } from "../src/domain/batch.ts";
import { readSlots } from "../src/domain/slot.ts";
import { languages } from "../src/languages/index.ts";
import type { CheckEnvironment } from "../src/ports/environment.ts";
import type { Checker } from "../src/ports/language-pack.ts";
import { loadFormalRows } from "../src/specifications/index.ts";
import { createMarksModel } from "../src/testing/marks-model.ts";

const [file = "", wanted = "100"] = process.argv.slice(2);
if (file === "") {
  process.stderr.write("Usage: node bench/batch-run.ts TASKS.jsonl [COUNT]\n");
  process.exit(2);
}
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const load = (): string => `load ${(loadavg()[0] ?? 0).toFixed(2)}`;

const lines = readFileSync(file, "utf8")
  .split("\n")
  .filter((line) => line.trim() !== "")
  .slice(0, Number(wanted));
const text = lines.join("\n");
const { readFormalRows } = await loadFormalRows();
const solutions = new Map<string, string>();
const items = readFormalRows({ path: "tasks.jsonl", text }, { languages }).flatMap(
  ({ id, line, specification }): readonly BatchItem[] => {
    if (specification === undefined) return [];
    const row = JSON.parse(lines[line - 1] ?? "{}") as { verified_solution?: string };
    const slots = readSlots(specification, row.verified_solution ?? "");
    for (const [slot, said] of slots ?? []) solutions.set(`${id} / ${slot}`, said);
    return [{ id, specification }];
  },
);

const model = {
  ...createMarksModel({ answer: ({ label }) => solutions.get(label) }),
  contextWindowTokens: 1_000_000,
};
const limits = createLimits({
  model: { contextWindowTokens: 1_000_000, capabilities: { outputLimitTokens: 128_000 } },
  price: undefined,
});

/** Time that this process has spent in calls of the checker, several at once counted each. */
const spent = { ms: 0, calls: 0 };
const timed = (checker: Checker): Checker => {
  const time = async <T>(work: Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    try {
      return await work;
    } finally {
      spent.ms += performance.now() - startedAt;
      spent.calls += 1;
    }
  };
  const { examineStub } = checker;
  return {
    ...checker,
    check: (candidate, options) => time(checker.check(candidate, options)),
    ...(examineStub === undefined
      ? {}
      : { examineStub: (specification, options) => time(examineStub(specification, options)) }),
  };
};

/** CPU seconds of this process, and of its children that have ended. */
function cpuSeconds(): { readonly own: number; readonly children: number } {
  const fields = readFileSync("/proc/self/stat", "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  const ticks = (at: number): number => Number(fields[at] ?? 0) / 100;
  return { own: ticks(11) + ticks(12), children: ticks(13) + ticks(14) };
}

async function runOnce(wrap: (checker: Checker) => Checker): Promise<{
  readonly outcome: BatchOutcome;
  readonly ms: number;
  readonly examineMs: number;
  readonly ownMs: number;
}> {
  const directory = mkdtempSync(join(tmpdir(), "specwright-bench-"));
  writeFileSync(join(directory, "specwright.toml"), "");
  try {
    const settings = { verdict_cache: false, cache_directory: directory };
    await using opened = await createCheckEnvironment({ directory, settings });
    const checkers = new Map<string, Promise<Checker>>();
    const base: CheckEnvironment = {
      ...opened,
      checkerFor(language) {
        const checker = checkers.get(language.id) ?? opened.checkerFor(language).then(wrap);
        checkers.set(language.id, checker);
        return checker;
      },
    };
    const setup = await prepareBatch(items, base, {
      model,
      asking: { isBatched: true, isContextAware: true, isSmart: true, limits },
      seed: 1,
      fallbacks: [],
      capNanoUsd: undefined,
      limits: { checkTimeoutMs: 120_000 },
    });
    await writeSetup(setup, base.files);
    await using store = await openLocalBatchStore(
      join(base.files.root, batchFolder(setup.batchId)),
      { clock: base.clock, onNote: print },
    );
    const startedAt = performance.now();
    const cpuBefore = cpuSeconds();
    let examineMs = 0;
    const events = runBatch(
      setup,
      { ...base, store, countTokens: model.countTokens },
      {
        signal: new AbortController().signal,
        parallel: availableParallelism(),
        work: (signal) =>
          work(
            store,
            { ...base, modelFor: async () => model },
            {
              worker: "bench",
              parallel: 2 * availableParallelism(),
              signal,
            },
          ),
      },
    );
    for (;;) {
      const { value, done } = await events.next();
      if (done === true) {
        const ownMs = 1000 * (cpuSeconds().own - cpuBefore.own);
        return { outcome: value, ms: performance.now() - startedAt, examineMs, ownMs };
      }
      if (value.type === "plan-end") {
        examineMs = performance.now() - startedAt;
        const { waves, oneByOne } = value.plan;
        const calls = waves.flatMap((wave) => wave.calls);
        const tokens = calls.reduce((sum, call) => sum + call.inputTokens, 0);
        print(
          `  planned: ${calls.length} calls with ${tokens} input tokens; one by one ${oneByOne.calls} calls with ${oneByOne.inputTokens}`,
        );
      }
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const cores = availableParallelism();
print(`${items.length} tasks, ${cores} cores, ${load()}`);
const before = cpuSeconds();
const { outcome, ms, examineMs } = await runOnce(timed);
const after = cpuSeconds();
const statuses = Object.entries(Object.groupBy(outcome.results, ({ status }) => status));
print(`  ${statuses.map(([status, some]) => `${some.length} ${status}`).join(", ")}`);
const { calls, batchCalls } = outcome.totals;
print(`  asked: ${calls} calls, ${batchCalls} of them for several files`);
print(
  `  ${(ms / 1000).toFixed(1)} s, ${(examineMs / 1000).toFixed(1)} s of them pre-flight; ${spent.calls} calls of the checker`,
);
const used = after.children - before.children + after.own - before.own;
print(
  `  cores busy with this batch: ${((100 * used * 1000) / (ms * cores)).toFixed(0)} % (its own share ${(100 * (after.own - before.own)) / used < 0.05 ? "0.0" : ((100 * (after.own - before.own)) / used).toFixed(1)} % of that), ${load()}`,
);

// The same again with a checker that remembers: what is left is ours.
const verdicts = new Map<string, Awaited<ReturnType<Checker["check"]>>>();
for (const { outcome: end } of outcome.results)
  for (const { candidate, verdict } of end?.attempts ?? [])
    if (candidate !== undefined) verdicts.set(candidate.text, verdict);
const remembering = (checker: Checker): Checker => ({
  ...checker,
  async check(candidate, options) {
    return verdicts.get(candidate.text) ?? checker.check(candidate, options);
  },
  examineStub: async () => ({ isUsable: true, diagnostics: [], verifiedCount: undefined }),
});
const again = await runOnce(remembering);
const perFile = (each: number): string => `${(each / Math.max(1, items.length)).toFixed(2)} ms`;
print(
  `overhead per file, aside from model and verifier: ${perFile(again.ownMs)} of CPU (target < 5 ms: ${again.ownMs / items.length < 5 ? "met" : "MISSED"}), ${perFile(again.ms)} on the clock, ${load()}`,
);
