import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createMemoryFiles } from "../../testing/memory-files.ts";
import {
  type BatchEvent,
  encodeBatchEvent,
  keyOfWire,
  readBatchJournal,
  wireKeyOf,
} from "./batch-journal.ts";
import { createBatchJournals } from "./batch-journals.ts";

const intended: BatchEvent = {
  type: "intended",
  v: 1,
  at: 5,
  model: "toy/model",
  nonce: "n0",
  keys: ["a", "b"],
  known: ["earlier"],
};
const usage = { input: 1, output: 2, cached: 0, cacheWritten: 0, reasoning: 0 };
const response = {
  text: "é 😀\n",
  finishReason: "stop",
  usage,
  askedOf: "toy/model",
  answeredBy: "model",
  warnings: ["w"],
} as const;
const events: readonly BatchEvent[] = [
  { type: "submitted", at: 6, batchId: "p1" },
  { type: "result", key: "a", response },
  { type: "fault", key: "b", fault: { code: "model/timeout", message: "late", help: undefined } },
  { type: "delivered", key: "a" },
  { type: "cancel-requested", at: 7 },
  { type: "ended", at: 8, why: "completed" },
];
const linesOf = (list: readonly BatchEvent[]): string =>
  list.map((event) => `${encodeBatchEvent(event)}\n`).join("");
const whole = linesOf([intended, ...events]);

describe("readBatchJournal()", () => {
  test("reads back what was written", () => {
    expect(readBatchJournal("id", whole)).toEqual({
      id: "id",
      model: "toy/model",
      nonce: "n0",
      startedAt: 5,
      keys: ["a", "b"],
      known: ["earlier"],
      batchId: "p1",
      state: "ended",
      isCancelRequested: true,
      why: "completed",
      results: new Map<string, unknown>([
        ["a", { response }],
        ["b", { fault: { code: "model/timeout", message: "late", help: undefined } }],
      ]),
      delivered: new Set(["a"]),
    });
  });

  test("of a journal cut anywhere says what its whole lines say", () => {
    fc.assert(
      fc.property(fc.nat({ max: whole.length }), (length) => {
        const cut = whole.slice(0, length);
        const kept = cut.slice(0, cut.lastIndexOf("\n") + 1);

        expect(readBatchJournal("id", cut)).toEqual(readBatchJournal("id", kept));
      }),
    );
  });

  test("knows nothing of a journal whose first line is torn", () => {
    expect(readBatchJournal("id", encodeBatchEvent(intended))).toBeUndefined();
  });

  test("passes over half a line that another process wrote on after", () => {
    const torn =
      linesOf([intended]) + '{"type":"subm' + linesOf(events.slice(0, 1)) + linesOf(events);

    expect(readBatchJournal("id", torn)).toEqual(readBatchJournal("id", whole));
  });

  test.each([
    ["a first line that is none of ours", "{}\n"],
    ["another version", linesOf([intended]).replace('"v":1', '"v":2')],
    ["an event that is none of ours", `${linesOf([intended])}{"type":"paid"}\n`],
  ])("refuses %s", (_what, text) => {
    expect(() => readBatchJournal("id", text)).toThrow(/Cannot read the journal of batch "id"/);
  });
});

test("names on the wire hold the nonce, and tell whose they are", () => {
  expect(keyOfWire("n0", wireKeyOf("n0", "k-1"))).toBe("k-1");
  expect(keyOfWire("n1", wireKeyOf("n0", "k-1"))).toBeUndefined();
});

describe("createBatchJournals()", () => {
  test("appends, lists and reads", async () => {
    await using journals = createBatchJournals(createMemoryFiles());

    await journals.append("b2", intended);
    await journals.append("b1", intended);
    await journals.append("b1", { type: "void", at: 9, why: "refused" });

    expect(await journals.list()).toEqual(["b1", "b2"]);
    expect(await journals.read("b1")).toMatchObject({ state: "void", why: "refused" });
  });

  test.each(["../b1", "nobody"])("finds no batch called %j", async (id) => {
    await using journals = createBatchJournals(createMemoryFiles());

    await expect(journals.read(id)).rejects.toMatchObject({ code: "record/missing" });
  });
});
