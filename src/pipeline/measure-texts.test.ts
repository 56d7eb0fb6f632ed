import { describe, expect, test } from "vitest";
import type { RunEvent } from "../domain/run.ts";
import { accepted, attempt, callRecord, setup } from "../testing/builders.ts";
import { measureTexts } from "./measure-texts.ts";

const run = (
  templates: Readonly<Record<string, string>>,
  status: Extract<RunEvent, { type: "run-end" }>["status"] | undefined,
  attempts = 1,
): readonly RunEvent[] => [
  { type: "run-start", runId: "r", ...setup({ templates }) },
  ...Array.from({ length: attempts }, (_none, at): readonly RunEvent[] => [
    { type: "call-end", attempt: at + 1, call: callRecord() },
    { type: "attempt-end", number: at + 1, attempt: attempt({ verdict: accepted() }) },
  ]).flat(),
  ...(status === undefined
    ? []
    : [{ type: "run-end" as const, status, limit: undefined, artifact: undefined }]),
];

describe("measureTexts()", () => {
  test("counts what became of the runs of each text", () => {
    const texts = { operation: "operation@1" };

    expect(
      measureTexts([
        run(texts, "accepted"),
        run(texts, "accepted", 2),
        run(texts, "exhausted"),
        run({ operation: "operation@2" }, "accepted"),
        run(texts, "stopped"),
        run(texts, undefined),
      ]),
    ).toMatchObject([
      {
        id: "operation@1",
        runs: 3,
        accepted: 2,
        acceptedFirst: 1,
        inputTokens: 40,
        costUsd: 0.004,
      },
      { id: "operation@2", runs: 1, accepted: 1, acceptedFirst: 1 },
    ]);
  });
});
