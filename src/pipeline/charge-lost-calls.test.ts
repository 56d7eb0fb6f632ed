import { describe, expect, test } from "vitest";
import { createBudget } from "../model-access/money/create-budget.ts";
import { chargeLostCalls } from "./charge-lost-calls.ts";

describe("chargeLostCalls()", () => {
  test("counts each lost call as the next one's worst case, once", async () => {
    const budget = createBudget({ capNanoUsd: 100 });
    const counting = chargeLostCalls(budget, 2);

    expect(counting.foresee(30)).toBe("now");
    (await counting.reserve(30)).settle(10);

    expect(budget.spentNanoUsd).toBe(70);
    await expect(counting.reserve(31)).rejects.toMatchObject({ code: "budget/exceeded" });
  });

  test("leaves the cap whole: what may have been spent is not there any more", async () => {
    const budget = createBudget({ capNanoUsd: 100 });

    expect(chargeLostCalls(budget, 1).foresee(60)).toBe("never");
    expect(budget.spentNanoUsd).toBe(60);
  });
});
