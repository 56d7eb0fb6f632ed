import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Fault } from "../../domain/fault.ts";
import type { RunEvent } from "../../domain/run.ts";
import type { Files } from "../../ports/files.ts";
import { arbitraryEvent } from "../../testing/arbitrary-events.ts";
import { accepted, attempt, plan, response, setup } from "../../testing/builders.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { createMemoryFiles } from "../../testing/memory-files.ts";
import { encodeEvent, encodeHeader, readJournal } from "./journal.ts";
import { createRecordStore } from "./journal-store.ts";
import { readRunState } from "./run-state.ts";

const PATH = ".specwright/runs/r.jsonl";
const store = (files: Files) => createRecordStore(files, createFakeClock(), { version: "1.2.3" });
const RUN: readonly RunEvent[] = [
  { type: "run-start", runId: "r", ...setup() },
  { type: "attempt-start", attempt: 1, plan: plan() },
  { type: "response-end", attempt: 1, requestSha256: "abc", response: response({ text: "é 😀" }) },
  { type: "attempt-end", number: 1, attempt: attempt() },
  { type: "attempt-end", number: 2, attempt: attempt({ verdict: accepted() }) },
  { type: "run-end", status: "accepted", limit: undefined, artifact: undefined },
];

async function write(files: Files, events: readonly RunEvent[]): Promise<void> {
  await using record = await store(files).create("r");
  for (const event of events) await record.append(event);
}

describe("readJournal()", () => {
  test("gives back every event as it was", () => {
    fc.assert(
      fc.property(fc.array(arbitraryEvent, { maxLength: 4 }), (events) => {
        const lines = [
          encodeHeader({ specwright: "1" }),
          ...events.map((event, at) => encodeEvent(event, at + 1, "2026-01-01T00:00:00.000Z")),
        ];

        expect(readJournal(`${lines.join("\n")}\n`).events).toEqual(events);
      }),
    );
  });

  test("gives an absent value back as a key that holds nothing", () => {
    const line = encodeEvent(
      { type: "run-end", status: "stopped", limit: undefined, artifact: undefined },
      1,
      "",
    );

    const [event] = readJournal(`${encodeHeader({ specwright: "1" })}\n${line}\n`).events;

    expect(Object.keys(event ?? {})).toContain("artifact");
  });

  test("takes what an event leaves out for what is not known", () => {
    const text = `${encodeHeader({ specwright: "1" })}\n${encodeEvent(RUN[3] as RunEvent, 1, "x")}\n`;

    const { events } = readJournal(text.replaceAll(',"help":null', ""));

    expect(text).toContain('"help":null');
    expect(events).toEqual([RUN[3]]);
  });

  test("names the line that is broken", async () => {
    const files = createMemoryFiles();
    await write(files, RUN);
    const lines = (files.texts.get(PATH) ?? "").split("\n");

    const broken = [...lines.slice(0, 3), lines[3]?.slice(0, -5), ...lines.slice(4)].join("\n");

    expect(() => readJournal(broken)).toThrow(
      expect.objectContaining({
        code: "record/unreadable",
        message: expect.stringContaining("line 4"),
      }),
    );
  });

  test("refuses a journal of another version", () => {
    expect(() => readJournal('{"journal":2,"specwright":"9"}\n')).toThrow(
      expect.objectContaining({ code: "record/unreadable" }),
    );
  });
});

describe("a journal that is cut anywhere", () => {
  test("reads as a beginning of the run, and can be gone on with", async () => {
    const files = createMemoryFiles();
    await write(files, RUN);
    const whole = files.texts.get(PATH) ?? "";
    expect(whole.length).toBeGreaterThan(1000);
    // Then a cut between characters is a cut between bytes.
    expect(Buffer.byteLength(whole)).toBe(whole.length);

    for (let cut = 0; cut <= whole.length; cut += 1) {
      const torn = createMemoryFiles({ [PATH]: whole.slice(0, cut) });
      const before = await store(torn).read("r");
      expect(before).toEqual(RUN.slice(0, before.length));

      await using record = await store(torn).open("r");
      const next: RunEvent = {
        type: "run-end",
        status: "exhausted",
        limit: undefined,
        artifact: undefined,
      };
      await record.append(next);

      expect(await store(torn).read("r")).toEqual([...before, next]);
    }
  });
});

describe("createRecordStore()", () => {
  test("keeps no event that is of no use later", async () => {
    const files = createMemoryFiles();

    await write(files, [
      { type: "text-delta", text: "secret thoughts" },
      { type: "check-start", attempt: 1, language: "toy" },
    ]);

    expect((files.texts.get(PATH) ?? "").trimEnd().split("\n")).toHaveLength(1);
  });

  test("starts no second run in the journal of another", async () => {
    const files = createMemoryFiles();
    await write(files, RUN);

    await expect(store(files).create("r")).rejects.toMatchObject({ code: "storage/unwritable" });
    expect(await store(files).read("r")).toEqual(RUN);
  });

  test("lets one at a time go on with a run, and keeps what that one wrote", async () => {
    const files = createMemoryFiles();
    await write(files, RUN.slice(0, 2));
    const one = await store(files).open("r");

    await expect(store(files).open("r")).rejects.toMatchObject({ code: "record/busy" });
    await one[Symbol.asyncDispose]();

    await using next = await store(files).open("r");
    expect(next.runId).toBe("r");
  });

  test("says whose journal cannot be read", async () => {
    const header = encodeHeader({ specwright: "1" });
    const files = createMemoryFiles({ [PATH]: `${header}\n{}\n` });

    await expect(store(files).read("r")).rejects.toMatchObject({
      code: "record/unreadable",
      message: 'Cannot read the journal of run "r": line 2 is broken',
    });
  });

  test("says of a journal that is no text that it cannot be read", async () => {
    const files: Files = {
      ...createMemoryFiles(),
      readText: () => Promise.reject(new Fault("source/unreadable", "Cannot read: not UTF-8")),
    };

    await expect(store(files).read("r")).rejects.toMatchObject({ code: "record/unreadable" });
  });

  test("has what was paid for or decided on the disk before anything goes on", async () => {
    const flushes: boolean[] = [];
    const memory = createMemoryFiles();
    const files: Files = {
      ...memory,
      async openAppend(path) {
        const file = await memory.openAppend(path);
        return {
          ...file,
          append(line, options) {
            flushes.push(options.flush);
            return file.append(line, options);
          },
        };
      },
    };

    await write(files, RUN);

    expect(flushes).toEqual([false, true, false, true, true, true, true]);
  });

  test("lists runs, oldest first, and nothing else", async () => {
    const files = createMemoryFiles({
      ".specwright/runs/b.jsonl": "",
      ".specwright/runs/a.jsonl": "",
      ".specwright/runs/x.txt": "",
    });

    expect(await store(files).list()).toEqual(["a", "b"]);
  });

  test("takes an id for a name, never for a path", async () => {
    await expect(store(createMemoryFiles()).read("../r")).rejects.toMatchObject({
      code: "record/missing",
    });
  });
});

describe("readRunState()", () => {
  test("calls a run without an end unfinished", () => {
    expect(readRunState(RUN.slice(0, 4))).toMatchObject({ status: "unfinished", attempts: [{}] });
  });

  test("reads the status off the end", () => {
    const { status, attempts, setup: begun } = readRunState(RUN);

    expect(status).toBe("accepted");
    expect(attempts).toHaveLength(2);
    expect(begun).toEqual(setup());
  });

  test("counts the attempts of which nothing more was written", () => {
    const [start, begun, ...rest] = RUN as readonly [RunEvent, RunEvent, ...RunEvent[]];

    expect(readRunState(RUN).lostCalls).toBe(0);
    expect(readRunState([start, begun]).lostCalls).toBe(1);
    expect(readRunState([start, begun, begun, begun, ...rest]).lostCalls).toBe(2);
  });

  test("refuses a run without a beginning", () => {
    expect(() => readRunState([])).toThrow(expect.objectContaining({ code: "record/unreadable" }));
  });
});
