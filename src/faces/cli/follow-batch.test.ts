import { describe, expect, test } from "vitest";
import { describeProgress } from "./follow-batch.ts";

const money = { spentNanoUsd: 1_500_000_000, reservedNanoUsd: 0, lostCalls: 0 };
const progress = { items: 60, ended: 0, accepted: 0, running: 0, asking: 0, money };

describe("describeProgress()", () => {
  test("tells nothing of the time before anything has ended", () => {
    expect(describeProgress({ ...progress, asking: 2 }, 5000)).toBe(
      "0 of 60 done, 0 verifying, 2 calls on the way, $1.50",
    );
  });

  test("tells what failed, what is held and how long it may take", () => {
    const half = { ...progress, ended: 30, accepted: 28, running: 4 };

    expect(
      describeProgress({ ...half, money: { ...money, reservedNanoUsd: 250_000_000 } }, 300_000),
    ).toBe("30 of 60 done, 2 not accepted, 4 verifying, $1.50 (+$0.25 held), about 5 min left");
  });

  test("tells no time when all is done", () => {
    const all = { ...progress, ended: 60, accepted: 60 };

    expect(describeProgress(all, 300_000)).not.toContain("left");
  });
});
