import { describe, expect, test } from "vitest";
import type { BatchItem } from "../../domain/batch.ts";
import type { Candidate } from "../../domain/candidate.ts";
import { Fault } from "../../domain/fault.ts";
import { systemClock } from "../../platform/clock.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { accepted, formalSpecification, rejected } from "../../testing/builders.ts";
import { fakeMarkedPack } from "../../testing/fake-marked-pack.ts";
import { createMarksModel } from "../../testing/marks-model.ts";
import { createMemoryBatchStore } from "../../testing/memory-batch-store.ts";
import { createMemoryEnvironment } from "../../testing/memory-environment.ts";
import { createLimits } from "../plan/limits.ts";
import type { BatchEvent, BatchOutcome } from "./batch-event.ts";
import { writeSetup } from "./batch-record.ts";
import { type PrepareBatchOptions, prepareBatch } from "./prepare-batch.ts";
import { runBatch } from "./run-batch.ts";
import { work } from "./work.ts";

const judge = ({ text }: Candidate) =>
  text.includes("right") ? accepted({ phase: "proof" }) : rejected({ phase: "proof" });

const SLOTS =
  "// <vc-helpers>\n// </vc-helpers>\n\n// <vc-code>\n{ assume false; }\n// </vc-code>\n";

const item = (id: string, head = `method ${id}\n`): BatchItem => {
  const source = `${head}${SLOTS}`;
  return { id, specification: formalSpecification({ name: id, path: `${id}.proof`, source }) };
};
const ids = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `t${String(at).padStart(2, "0")}`);

const codeOf = (label: string): boolean => label.endsWith("vc-code");

interface Open {
  readonly items: readonly BatchItem[];
  readonly model: LanguageModel;
  readonly wishes?: Partial<PrepareBatchOptions>;
  readonly files?: Readonly<Record<string, string>>;
}

async function open({ items, model, wishes = {}, files = {} }: Open) {
  const pack = fakeMarkedPack(judge);
  const base = createMemoryEnvironment(model, { files, language: pack });
  const environment = { ...base, clock: systemClock };
  const store = createMemoryBatchStore(systemClock);
  const setup = await prepareBatch(items, environment, {
    model,
    asking: {
      isBatched: true,
      isContextAware: true,
      isSmart: true,
      limits: createLimits({ model, price: undefined }),
    },
    seed: 7,
    fallbacks: [],
    capNanoUsd: undefined,
    ...wishes,
  });
  await writeSetup(setup, environment.files);
  return { environment, store, setup, pack, model };
}
type Opened = Awaited<ReturnType<typeof open>>;

/** Runs the batch with so many workers; gives what was told, and what it came to. */
async function run(
  { environment, store, setup, model }: Opened,
  { workers = 1, parallel = 2, signal = new AbortController().signal } = {},
): Promise<{ readonly outcome: BatchOutcome; readonly events: readonly BatchEvent[] }> {
  const running = runBatch(
    setup,
    { ...environment, store, countTokens: model.countTokens },
    {
      signal,
      work: async (stop) => {
        await Promise.all(
          ids(workers).map((worker) =>
            work(
              store,
              { ...environment, modelFor: async () => model },
              {
                worker,
                parallel,
                signal: stop,
              },
            ),
          ),
        );
      },
    },
  );
  const events: BatchEvent[] = [];
  for (;;) {
    const { value, done } = await running.next();
    if (done === true) return { outcome: value, events };
    events.push(value);
  }
}

const statuses = ({ results }: BatchOutcome) =>
  Object.fromEntries(results.map(({ id, status }) => [id, status]));

describe("runBatch()", () => {
  test("asks for all files in one call and proves each", async () => {
    const model = createMarksModel({ answer: ({ label }) => (codeOf(label) ? "right\n" : "") });
    const opened = await open({ items: ids(8).map((id) => item(id)), model });

    const { outcome } = await run(opened);

    expect(new Set(Object.values(statuses(outcome)))).toEqual(new Set(["accepted"]));
    expect(model.requests).toHaveLength(1);
    expect(outcome.totals).toMatchObject({ calls: 1, batchCalls: 1, costUsd: 0.001 });
    expect(
      opened.pack.checked.map(({ text }) => text).every((text) => text.includes("right")),
    ).toBe(true);
  });

  test("keeps an ordinary journal of each run, whose shares add up to what was paid", async () => {
    const model = createMarksModel({ answer: ({ label }) => (codeOf(label) ? "right\n" : "") });
    const opened = await open({ items: ids(3).map((id) => item(id)), model });

    const { outcome } = await run(opened);
    const journals = await Promise.all(
      outcome.results.map(({ runId }) => opened.environment.records.read(runId ?? "")),
    );

    const costs = journals.flat().flatMap((event) => (event.type === "call-end" ? [event] : []));
    expect(costs.map(({ call }) => call.costUsd ?? 0).reduce((a, b) => a + b)).toBeCloseTo(
      0.001,
      9,
    );
    expect(journals.map((events) => events.at(-1)?.type)).toEqual([
      "run-end",
      "run-end",
      "run-end",
    ]);
  });

  test("repairs alone what was wrong in the common answer", async () => {
    const model = createMarksModel({
      answer: ({ label, round }) =>
        codeOf(label) ? (label.startsWith("t01") && round < 1 ? "wrong\n" : "right\n") : "",
    });
    const opened = await open({ items: ids(4).map((id) => item(id)), model });

    const { outcome } = await run(opened);

    expect(statuses(outcome)["t01"]).toBe("accepted");
    expect(outcome.results.find(({ id }) => id === "t01")?.outcome?.attempts).toHaveLength(2);
    expect(model.requests).toHaveLength(2);
  });

  test("asks for what is missing together once, then alone", async () => {
    const model = createMarksModel({
      answer: ({ label, together }) =>
        together > 2 && /^t0[12]/.test(label) ? undefined : codeOf(label) ? "right\n" : "",
    });
    const opened = await open({ items: ids(6).map((id) => item(id)), model });

    const { outcome, events } = await run(opened);

    expect(new Set(Object.values(statuses(outcome)))).toEqual(new Set(["accepted"]));
    expect(events.filter(({ type }) => type === "call-start")).toHaveLength(2);
    expect(model.requests).toHaveLength(4);
  });

  test("shows dependents what was accepted, and blocks those of what was not", async () => {
    const base = item("lib");
    const bad = item("bad");
    const user = (id: string, path: string): BatchItem => {
      const made = item(id, `include "${path}"\nmethod ${id}\n`);
      const lib = path === "lib.proof" ? base : bad;
      const contextFiles = [{ path, text: lib.specification.source }];
      return { ...made, specification: { ...made.specification, contextFiles } };
    };
    const model = createMarksModel({
      answer: ({ label }) => (codeOf(label) ? (label.startsWith("bad") ? "no\n" : "right\n") : ""),
    });
    const items = [
      base,
      bad,
      user("u1", "lib.proof"),
      user("u2", "bad.proof"),
      user("u3", "u2.proof"),
    ];
    const opened = await open({ items, model, wishes: { limits: { repairs: 1 } } });

    const { outcome } = await run(opened);

    expect(statuses(outcome)).toMatchObject({
      lib: "accepted",
      bad: "exhausted",
      u1: "accepted",
      u2: "blocked",
    });
    const journal = await opened.environment.records.read(outcome.results[2]?.runId ?? "");
    const start = journal[0];
    const shown = start?.type === "run-start" ? start.specification.contextFiles[0]?.text : "";
    expect(shown).toContain("right");
  });

  test("comes to the same with any number of workers, to the byte of its jobs", async () => {
    const answer = ({ label, round }: { readonly label: string; readonly round: number }) =>
      codeOf(label) ? (label.startsWith("t03") && round < 1 ? "wrong\n" : "right\n") : "";
    const items = ids(12).map((id) => item(id));
    const outcomes = [];
    for (const workers of [1, 3]) {
      const model = createMarksModel({ answer });
      const opened = await open({ items, model, wishes: { limits: { repairs: 2 } } });
      const { outcome } = await run(opened, { workers });
      outcomes.push({
        statuses: statuses(outcome),
        totals: outcome.totals,
        texts: outcome.results.map(({ outcome: end }) =>
          end?.status === "accepted" ? end.artifact.text : undefined,
        ),
      });
    }

    expect(outcomes[1]).toEqual(outcomes[0]);
  });

  test("stopped at any call and run again, asks for nothing twice", async () => {
    const items = ids(5).map((id) => item(id));
    const wrongOnce = ({ label, round }: { readonly label: string; readonly round: number }) =>
      codeOf(label) ? (round < 1 ? "wrong\n" : "right\n") : "";
    for (const last of [1, 2, 3, 5]) {
      const stop = new AbortController();
      let count = 0;
      const model = createMarksModel({
        answer: wrongOnce,
        before: () => {
          count += 1;
          if (count === last) stop.abort(new Error("killed"));
        },
      });
      const opened = await open({ items, model });

      await expect(run(opened, { signal: stop.signal })).rejects.toThrow("killed");
      const { outcome } = await run(opened);

      expect(new Set(Object.values(statuses(outcome)))).toEqual(new Set(["accepted"]));
      expect(outcome.totals.calls).toBe(6);
      // The calls that were stopped on their way were never answered.
      expect(model.requests.length - 6).toBeLessThanOrEqual(2);
    }
  });

  test("refuses what cannot be used, and asks for the rest", async () => {
    const model = createMarksModel({ answer: ({ label }) => (codeOf(label) ? "right\n" : "") });
    const items = [item("good"), item("odd", "// chat\n"), item("fine")];
    const opened = await open({
      items,
      model,
      wishes: { unreadable: [{ id: "torn", message: "Cannot read it" }] },
    });

    const { outcome } = await run(opened);

    expect(statuses(outcome)).toEqual({
      torn: "refused",
      good: "accepted",
      odd: "refused",
      fine: "accepted",
    });
    expect(model.requests[0]?.messages.at(-1)?.text).not.toContain("chat");
  });

  test("burns nothing where the key is wrong: one message, and all can be asked later", async () => {
    let isRefused = true;
    const model = createMarksModel({
      answer: ({ label }) => (codeOf(label) ? "right\n" : ""),
      before: () => {
        if (isRefused) throw new Fault("model/unauthorized", "Cannot ask: the key was refused");
      },
    });
    const opened = await open({ items: ids(4).map((id) => item(id)), model });

    await expect(run(opened)).rejects.toMatchObject({ code: "model/unauthorized" });
    isRefused = false;
    const { outcome } = await run(opened);

    expect(new Set(Object.values(statuses(outcome)))).toEqual(new Set(["accepted"]));
  });

  test("lets one file fail whose request is refused, and no other", async () => {
    const model = createMarksModel({
      answer: ({ label }) => (codeOf(label) ? "right\n" : ""),
      before: ({ messages }) => {
        if (messages.at(-1)?.text.includes("method t02"))
          throw new Fault("model/refused", "Cannot ask: the content was refused");
      },
    });
    const opened = await open({ items: ids(4).map((id) => item(id)), model });

    const { outcome } = await run(opened);

    expect(statuses(outcome)).toEqual({
      t00: "accepted",
      t01: "accepted",
      t02: "failed",
      t03: "accepted",
    });
  });

  test("has one coordinator at a time", async () => {
    const model = createMarksModel({ answer: () => "right\n" });
    const opened = await open({ items: [item("a"), item("b")], model });
    const path = `.specwright/batches/${opened.setup.batchId}/lock`;
    using _held = await opened.environment.files.lock(path);

    await expect(run(opened)).rejects.toMatchObject({ code: "record/busy" });
  });
});
