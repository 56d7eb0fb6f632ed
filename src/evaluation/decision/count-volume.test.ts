import { expect, test } from "vitest";
import type { RunEvent } from "../../domain/run.ts";
import { setup } from "../../testing/builders.ts";
import { countVolume } from "./count-volume.ts";

const run = (runId: string, status?: "accepted" | "exhausted"): readonly RunEvent[] => [
  { type: "run-start", runId, ...setup() },
  ...(status === undefined
    ? []
    : [{ type: "run-end", status, limit: undefined, artifact: undefined } as const]),
];

test("countVolume() tells runs a day and accepted ones a month, by the days in their ids", () => {
  const counts = countVolume();
  expect(counts.total(0)).toBeUndefined();
  for (const [id, status] of [
    ["20261112-093012-k3f9qa", "accepted"],
    ["20261111-235959-000000", "accepted"],
    ["20261120-000000-aaaaaa-1f", "exhausted"],
    ["20261120-000001-aaaaaa", undefined],
    ["mine", "accepted"],
    ["20261399-000001-aaaaaa", "accepted"],
  ] as const)
    counts.add(id, run(id, status));

  const total = counts.total(Date.parse("2026-11-20T12:00:00Z"));

  expect(total).toMatchObject({
    runs: 4,
    accepted: 2,
    from: "2026-11-11",
    days: 10,
    runsPerDay: 0.4,
  });
  expect(total?.acceptedPerMonth).toBeCloseTo(0.2 * 30.4375);
  expect(counts.total(0)?.days).toBe(1);
});
