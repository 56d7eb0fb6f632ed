import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { RunEvent } from "../../domain/run.ts";
import { createBudget } from "../../model-access/money/create-budget.ts";
import { local } from "../../providers/local/index.ts";
import { plan } from "../../testing/builders.ts";
import { createFakeClock, type FakeClock } from "../../testing/fake-clock.ts";
import { tinyGguf } from "../../testing/tiny-gguf.ts";
import { callInTime } from "./call-in-time.ts";
import { openDeadline } from "./open-deadline.ts";

test("callInTime() ends a local model that reads its prompt, and one that writes", async () => {
  const folder = await mkdtemp(join(tmpdir(), "specwright-deadline-"));
  await writeFile(join(folder, "tiny.gguf"), tinyGguf());
  await using model = await local.open(
    "./tiny.gguf",
    { cacheDirectory: folder, threads: 1 } as never,
    { files: { root: folder } } as never,
  );
  const call = async (pass: (clock: FakeClock, event: RunEvent | undefined) => void) => {
    const clock = createFakeClock();
    using deadline = openDeadline({ clock, timeMs: 1000, signal: undefined });
    const messages = [{ role: "user", text: "Count.".repeat(60) }] as const;
    const steps = callInTime(
      { messages, breakPoints: [], answerStart: undefined, stopTexts: [], template: "t@1" },
      plan(),
      {
        ...{ model, clock, deadline, budget: createBudget() },
        ...{ sha256: (text: string) => text, attempt: 1, maxOutputTokens: 100 },
      },
    );
    pass(clock, undefined);
    let last: RunEvent | undefined;
    for (;;) {
      const { value, done } = await steps.next();
      if (done === true) return { last, response: value };
      last = value;
      pass(clock, value);
    }
  };

  const reading = await call((clock) => void setImmediate(() => clock.advance(1000)));
  const writing = await call((clock, event) => {
    if (event?.type === "text-delta") clock.advance(1000);
  });

  expect(reading).toEqual({ response: "time", last: expect.objectContaining({ text: "" }) });
  expect(writing).toEqual({
    response: "time",
    last: { type: "answer-cut", attempt: 1, text: expect.stringMatching(/./) },
  });
  await rm(folder, { recursive: true });
});
