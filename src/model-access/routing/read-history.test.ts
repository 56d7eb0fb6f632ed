import { describe, expect, test } from "vitest";
import { Fault } from "../../domain/fault.ts";
import type { Outcome, RunEvent } from "../../domain/run.ts";
import type { RecordStore } from "../../ports/record-store.ts";
import { callRecord, setup, specification } from "../../testing/builders.ts";
import { readHistory } from "./read-history.ts";

const run = (
  calls: readonly Parameters<typeof callRecord>[0][],
  status: Outcome["status"] | "unfinished" = "accepted",
  text = "A sum",
): readonly RunEvent[] => [
  { type: "run-start", runId: "r", ...setup({ specification: specification({ text }) }) },
  ...calls.map((call): RunEvent => ({ type: "call-end", attempt: 1, call: callRecord(call) })),
  ...(status === "unfinished"
    ? []
    : [{ type: "run-end", status, limit: undefined, artifact: undefined } as const]),
];

const recordsOf = (runs: Readonly<Record<string, readonly RunEvent[]>>): RecordStore => ({
  list: async () => Object.keys(runs),
  async read(runId) {
    const events = runs[runId];
    if (events === undefined || events.length === 0)
      throw new Fault("record/unreadable", "Cannot read the journal");
    return events;
  },
  create: () => Promise.reject(new TypeError("Cannot write")),
  open: () => Promise.reject(new TypeError("Cannot write")),
});

const small = { askedOf: "toy/small", costUsd: 0.25 };
const strong = { askedOf: "toy/strong", costUsd: 2 };

describe("readHistory()", () => {
  test("counts a run for the model that was asked first, with all that it cost", async () => {
    const history = await readHistory(
      recordsOf({ a: run([small]), b: run([small, small, strong]), c: run([small], "exhausted") }),
    );

    expect(history.find("toy/small", 10)).toMatchObject({ runs: 3, accepted: 2, costUsd: 3 });
    expect(history.find("toy/strong", 10)).toBeUndefined();
  });

  test("keeps tasks of other sizes apart", async () => {
    const history = await readHistory(
      recordsOf({ a: run([small]), b: run([small], "accepted", "long ".repeat(1000)) }),
    );

    expect(history.find("toy/small", 500)?.runs).toBe(1);
    expect(history.find("toy/small", 2001)?.runs).toBe(1);
    expect(history.measured.map(({ sizeClass }) => sizeClass)).toEqual([0, 2]);
  });

  test("takes an answer from a cache for what it would have cost", async () => {
    const cached = { askedOf: "toy/small", source: "cache", costUsd: 0, savedUsd: 0.5 } as const;

    const history = await readHistory(recordsOf({ a: run([cached]) }));

    expect(history.find("toy/small", 10)?.costUsd).toBe(0.5);
  });

  test("leaves out what says nothing", async () => {
    const history = await readHistory(
      recordsOf({
        unfinished: run([small], "unfinished"),
        unjudged: run([small], "inconclusive"),
        unpriced: run([{ ...small, costUsd: undefined }]),
        uncalled: run([]),
        broken: [],
      }),
    );

    expect(history.measured).toEqual([]);
  });

  test("reads the latest runs only", async () => {
    const history = await readHistory(recordsOf({ a: run([strong]), b: run([small]) }), {
      maxRuns: 1,
    });

    expect(history.measured.map(({ modelId }) => modelId)).toEqual(["toy/small"]);
  });
});
