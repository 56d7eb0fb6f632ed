import { expect, test } from "vitest";
import { examineConstraints } from "./examine-constraints.ts";

test("examineConstraints() names the engine and says why it is this one", () => {
  const [finding] = [...examineConstraints()];

  expect(finding).toMatchObject({ area: "constraint", isReady: true, isNeeded: false });
  expect(finding?.why).toMatch(/^llguidance \d+\.\d+\.\d+/);
  expect(finding?.help === undefined).toBe(/built for this machine/.test(finding?.why ?? ""));
});
