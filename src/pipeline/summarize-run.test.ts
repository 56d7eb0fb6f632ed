import { describe, expect, test } from "vitest";
import type { RunEvent } from "../domain/run.ts";
import { callRecord, response } from "../testing/builders.ts";
import { summarizeRun } from "./summarize-run.ts";

const call = (attempt: number, wishes: Parameters<typeof callRecord>[0] = {}): RunEvent => ({
  type: "call-end",
  attempt,
  call: callRecord(wishes),
});
const answered = (attempt: number): RunEvent => ({
  type: "response-end",
  attempt,
  requestSha256: "x",
  response: response(),
});

describe("summarizeRun()", () => {
  test("adds up calls, tokens and money, failed calls included", () => {
    const summary = summarizeRun([
      call(1, { ended: "model/overloaded", usage: undefined, costUsd: 0.1 }),
      call(1, { purpose: "retry", costUsd: 0.2 }),
      answered(1),
      call(2, { source: "cache", costUsd: 0, savedUsd: 0.2 }),
      answered(2),
      call(3, { costUsd: undefined }),
    ]);

    expect(summary).toEqual({
      calls: 4,
      retries: 1,
      usage: { input: 30, output: 15, cached: 0, cacheWritten: 0, reasoning: 0 },
      costUsd: 0.3,
      unpricedCalls: 1,
      savedUsd: 0.2,
      fallback: undefined,
    });
  });

  test("counts answers whose calls were not recorded, without a price", () => {
    expect(summarizeRun([answered(1)])).toMatchObject({
      calls: 1,
      usage: { input: 10, output: 5 },
      costUsd: 0,
      unpricedCalls: 1,
    });
  });
});
