import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { systemClock } from "../../platform/clock.ts";
import { createFiles } from "../../platform/files.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { feedback } from "../../testing/feedback.ts";
import { createMemoryFiles } from "../../testing/memory-files.ts";
import { appendFeedback, withdrawFeedback } from "./append-feedback.ts";
import { FEEDBACK_PATH, readFeedback } from "./read-feedback.ts";

const notes = async (files: Parameters<typeof readFeedback>[0]): Promise<readonly unknown[]> =>
  (await Array.fromAsync(readFeedback(files))).map(({ note }) => note);

describe("appendFeedback()", () => {
  test("loses nothing where many write at once", async () => {
    const files = createFiles(mkdtempSync(join(tmpdir(), "specwright-feedback-")));
    const all = Array.from({ length: 24 }, (_, at) => `${at} ${"x".repeat(9_000)}`);

    await Promise.all(
      all.map((note) => appendFeedback(feedback({ note }), { files, clock: systemClock })),
    );

    expect((await notes(files)).toSorted()).toEqual(all.toSorted());
    expect(readFileSync(join(files.root, FEEDBACK_PATH), "utf8").endsWith("\n")).toBe(true);
  });

  test("gives up where another process never lets go", async () => {
    const files = createMemoryFiles();
    const clock = createFakeClock();
    const hasty = { ...clock, sleep: async (ms: number) => clock.advance(ms) };
    await files.lock(".specwright/feedback.lock");

    await expect(appendFeedback(feedback(), { files, clock: hasty })).rejects.toMatchObject({
      code: "record/busy",
    });
    expect(await notes(files)).toEqual([]);
  });
});

describe("withdrawFeedback()", () => {
  test("removes the last line that says it, and no other", async () => {
    const disk = { files: createMemoryFiles(), clock: createFakeClock() };
    const [one, other] = [feedback({ note: "one" }), feedback({ note: "other" })];
    for (const said of [one, other, one, other]) await appendFeedback(said, disk);

    expect(await withdrawFeedback(one, disk)).toBe(true);
    expect(await notes(disk.files)).toEqual(["one", "other", "other"]);
    expect(await withdrawFeedback(one, disk)).toBe(true);
    expect(await withdrawFeedback(one, disk)).toBe(false);
    expect(await notes(disk.files)).toEqual(["other", "other"]);
  });

  test("finds nothing where nobody said anything", async () => {
    const disk = { files: createMemoryFiles(), clock: createFakeClock() };

    expect(await withdrawFeedback(feedback(), disk)).toBe(false);
  });
});
