import { describe, expect, test } from "vitest";
import type { Candidate } from "../../domain/candidate.ts";
import type { EvaluationSetup, EvaluationTask } from "../../domain/evaluation.ts";
import { Fault } from "../../domain/fault.ts";
import { createRecordStore } from "../../pipeline/record/journal-store.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import type { Scorer } from "../../ports/scorer.ts";
import { createReplayModel } from "../../providers/index.ts";
import {
  createScriptedModel,
  type NamedAnswers,
} from "../../providers/scripted/create-scripted-model.ts";
import {
  accepted,
  callRecord,
  diagnostic,
  rejected,
  specification,
} from "../../testing/builders.ts";
import { createMortalFiles, Killed } from "../../testing/evaluation-files.ts";
import { evaluationSetup } from "../../testing/evaluations.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { createMemoryEnvironment } from "../../testing/memory-environment.ts";
import type { MemoryFiles } from "../../testing/memory-files.ts";
import { verdictScorer } from "../score/verdict-scorer.ts";
import { openEvaluationRecord, readEvaluation, writeSetup } from "./evaluation-record.ts";
import { type EvaluationEvent, hashTasks, runEvaluation } from "./run-evaluation.ts";

const RIGHT = "```toy\n1 + 1 = 2\n```";
const WRONG = "```toy\n1 + 1 = 3\n```";
const ANSWERS: Readonly<Record<string, NamedAnswers>> = {
  good: { first: RIGHT },
  fixable: { first: WRONG, repair: RIGHT },
  hopeless: { first: WRONG },
  down: { first: { text: "", fault: "model/overloaded" } },
};

const task = (name: string): EvaluationTask => ({
  id: `sums.${name}`,
  category: "sums",
  complexity: "simple",
  split: "development",
  specification: specification({ name }),
  hiddenExamples: [],
});

const judge = ({ text }: Candidate) =>
  text.includes("= 2") ? accepted() : rejected({ diagnostics: [diagnostic({ message: "no" })] });

/** A model whose every call costs a cent, and is told. */
function createPaidModel(answers = ANSWERS): LanguageModel & { readonly asked: string[] } {
  const model = createScriptedModel([], { named: answers });
  const asked: string[] = [];
  return {
    ...model,
    asked,
    async *stream(request, options) {
      asked.push(request.messages.map(({ text }) => text).join("\n"));
      for await (const event of model.stream(request, options)) {
        if (event.type === "response-end")
          yield { type: "call-end", call: callRecord({ costUsd: 0.01, usage: event.usage }) };
        yield event;
      }
    },
  };
}

interface Wishes {
  readonly names?: readonly string[];
  readonly epochs?: number;
  readonly files?: MemoryFiles;
  readonly concurrency?: number;
  readonly scorers?: readonly Scorer[];
  readonly model?: ReturnType<typeof createPaidModel>;
  readonly signal?: AbortSignal;
}

async function evaluate({
  names = ["good", "fixable", "hopeless"],
  epochs = 1,
  files,
  concurrency = 2,
  scorers = [verdictScorer],
  model = createPaidModel(),
  signal,
}: Wishes = {}) {
  const base = createMemoryEnvironment(model, { files: {}, language: fakeLanguagePack(judge) });
  const used = files ?? base.files;
  const environment = {
    ...base,
    files: used,
    records: createRecordStore(used, base.clock, { version: "1.2.3" }),
  };
  const tasks = names.map(task);
  const setup: EvaluationSetup = evaluationSetup({
    tasksSha256: hashTasks(tasks, base.sha256),
    taskIds: tasks.map(({ id }) => id),
    epochs,
  });
  await writeSetup("e", setup, used);
  const events: EvaluationEvent[] = [];
  const run = async (): Promise<void> => {
    for await (const event of runEvaluation("e", setup, environment, {
      tasks,
      scorers,
      environmentOf: () => environment,
      replay: (journal, next) => createReplayModel(journal, { next }),
      concurrency,
      signal,
    }))
      events.push(event);
  };
  return { run, events, files: used, model, setup, environment };
}

const RESULTS = ".specwright/evaluations/e/results.jsonl";
const textsOf = (files: MemoryFiles) => Object.fromEntries(files.texts);

describe("runEvaluation()", () => {
  test("makes every sample, and says how each ended, in their order", async () => {
    const { run, events, files } = await evaluate({ epochs: 2 });

    await run();

    const { results, timings } = await readEvaluation("e", files);
    expect(
      results.map(({ index, task: id, epoch, status, attempts }) => [
        index,
        id,
        epoch,
        status,
        attempts,
      ]),
    ).toEqual([
      [0, "sums.good", 0, "accepted", 1],
      [1, "sums.good", 1, "accepted", 1],
      [2, "sums.fixable", 0, "accepted", 2],
      [3, "sums.fixable", 1, "accepted", 2],
      [4, "sums.hopeless", 0, "unsolved", 2],
      [5, "sums.hopeless", 1, "unsolved", 2],
    ]);
    expect(results[2]).toMatchObject({
      isFirstPass: false,
      diagnostics: [{ attempt: 1, phase: "syntax", code: "T1", message: "no" }],
      scores: [{ scorer: "verdict", value: "pass", reason: "" }],
      calls: 2,
      costUsd: 0.02,
      wastedUsd: 0.01,
      runId: "e-2",
    });
    expect(results[4]).toMatchObject({
      wastedUsd: 0.02,
      scores: [{ value: "fail", reason: "no" }],
    });
    expect(new Set(results.map(({ seed }) => seed)).size).toBe(6);
    expect(timings.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(events.map(({ done, total }) => `${done}/${total}`)).toEqual([
      "1/6",
      "2/6",
      "3/6",
      "4/6",
      "5/6",
      "6/6",
    ]);
  });

  test("writes the same results wherever it was killed, and asks for nothing twice that was answered", async () => {
    const whole = await evaluate();
    await whole.run();
    const expected = whole.files.texts.get(RESULTS);

    let kills = 0;
    for (let writes = 0; ; writes += 1) {
      const mortal = createMortalFiles({}, writes);
      const dying = await evaluate({ files: mortal });
      const died = await dying.run().then(
        () => false,
        (error: unknown) => error instanceof Killed,
      );
      if (!died) break;
      kills += 1;
      const answered = [...mortal.texts].reduce(
        (sum, [path, text]) =>
          sum + (path.includes("/runs/") ? text.split('"response-end"').length - 1 : 0),
        0,
      );
      const next = await evaluate({
        files: createMortalFiles(textsOf(mortal), Number.POSITIVE_INFINITY),
      });

      await next.run();

      expect(next.files.texts.get(RESULTS)).toBe(expected);
      expect(next.model.asked.length).toBe(5 - answered);
      expect((await readEvaluation("e", next.files)).timings.length).toBe(3);
    }
    expect(kills).toBeGreaterThan(30);
  });

  test("writes the same results whatever runs at once", async () => {
    const [one, many] = [
      await evaluate({ concurrency: 1, epochs: 3 }),
      await evaluate({ concurrency: 8, epochs: 3 }),
    ];

    await one.run();
    await many.run();

    expect(many.files.texts.get(RESULTS)).toBe(one.files.texts.get(RESULTS));
  });

  test("counts what the world fails in as its own class, and goes on", async () => {
    const { run, files } = await evaluate({ names: ["down", "good"] });

    await run();

    const { results } = await readEvaluation("e", files);
    expect(results).toMatchObject([
      {
        status: "error",
        fault: { code: "model/overloaded" },
        scores: [],
        isFirstPass: false,
        attempts: 0,
      },
      { status: "accepted", fault: undefined },
    ]);
  });

  test("ends at once where every sample would fail, and keeps what was before", async () => {
    const { run, files, model } = await evaluate({
      names: ["good", "refused", "fixable", "hopeless"],
      concurrency: 1,
      model: createPaidModel({ ...ANSWERS, refused: { first: { fault: "model/no-key" } } }),
    });

    await expect(run()).rejects.toMatchObject({ code: "model/no-key" });

    expect((await readEvaluation("e", files)).results).toHaveLength(1);
    expect(model.asked).toHaveLength(2);
  });

  test("ends with the signal's reason, and goes on from there", async () => {
    const stop = new AbortController();
    const scorer: Scorer = {
      id: "stops",
      async score() {
        stop.abort(new RangeError("enough"));
        return { scorer: "stops", value: "pass", reason: "" };
      },
    };
    const { run, files } = await evaluate({
      concurrency: 1,
      scorers: [scorer],
      signal: stop.signal,
    });

    await expect(run()).rejects.toThrow("enough");

    const { run: again } = await evaluate({ files, scorers: [verdictScorer] });
    await again();
    expect((await readEvaluation("e", files)).results).toHaveLength(3);
  });

  test("refuses tasks that have changed, and an evaluation that another process is at work on", async () => {
    const first = await evaluate();
    await first.run();
    const { setup, environment } = await evaluate({ names: ["other"], files: first.files });
    const options = {
      tasks: [],
      scorers: [],
      environmentOf: () => environment,
      replay: (_journal: unknown, next: LanguageModel) => next,
      concurrency: 1,
      signal: undefined,
    };

    await expect(runEvaluation("e", setup, environment, options).next()).rejects.toMatchObject({
      code: "usage/invalid",
    });
    await using _held = await openEvaluationRecord("e", first.files);
    await expect(first.run()).rejects.toMatchObject({ code: "record/busy" });
  });

  test("takes no run for its own that was made with another seed", async () => {
    const first = await evaluate();
    await first.run();
    first.files.texts.delete(RESULTS);
    const { setup, environment, run } = await evaluate({ files: first.files });
    await writeSetup("e", setup, environment.files);
    const journal = ".specwright/runs/e-0.jsonl";
    const text = first.files.texts.get(journal) ?? "";
    first.files.texts.set(journal, text.replaceAll(/"seed":\d+/g, '"seed":5'));

    await expect(run()).rejects.toMatchObject({ code: "record/unreadable" });
  });

  test("charges what was spent before against the money of all samples", async () => {
    const first = await evaluate();
    await first.run();
    const { environment, run } = await evaluate({ files: first.files });

    await run();

    expect(environment.budget.spentNanoUsd).toBe(50_000_000);
  });
});

describe("readEvaluation()", () => {
  test("leaves a torn line out, keeps the last time of a sample, and names a broken line", async () => {
    const { run, files } = await evaluate();
    await run();
    const timings = ".specwright/evaluations/e/timings.jsonl";
    const [first = ""] = (files.texts.get(timings) ?? "").split("\n");
    files.texts.set(
      timings,
      `${files.texts.get(timings)}${first.replace(/"totalMs":[\d.]+/, '"totalMs":99')}\n`,
    );
    files.texts.set(RESULTS, `${files.texts.get(RESULTS)}{"index":3,"ta`);

    const { results, timings: times } = await readEvaluation("e", files);

    expect(results).toHaveLength(3);
    expect(times.map(({ totalMs }) => totalMs)).toEqual([99, times[1]?.totalMs, times[2]?.totalMs]);
    files.texts.set(RESULTS, `${files.texts.get(RESULTS)}\n`);
    await expect(readEvaluation("e", files)).rejects.toMatchObject({
      code: "record/unreadable",
      message: expect.stringContaining("results.jsonl: line 4"),
    });
    await expect(readEvaluation("../e", files)).rejects.toBeInstanceOf(Fault);
  });
});
