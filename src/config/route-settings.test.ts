import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadConfig } from "./load-config.ts";
import { toRoutePlan, toTrafficPlans } from "./route-rules.ts";
import { routesSchema } from "./route-settings.ts";
import { settingsSchema } from "./settings.ts";

const tuned = { name: "tuned", model: "a/tuned" };
const ramp = { steps: [0.2, 0.5] };
const complaint = (...routes: readonly object[]): string => {
  const [issue] = routesSchema.safeParse(routes).error?.issues ?? [];
  return issue === undefined ? "" : `${issue.path.join(".")}: ${issue.message}`;
};

describe("routesSchema", () => {
  test.each<[string, readonly object[], string]>([
    ["a share above all", [{ ...tuned, share: 1.1 }], "0.share: must be from 0 to 1"],
    ["a share below nothing", [{ ...tuned, share: -0.1 }], "0.share: must be from 0 to 1"],
    ["a ramp without a share", [{ ...tuned, ramp }], "0.ramp: needs a share that it ends with"],
    [
      "a ramp that does not rise",
      [{ ...tuned, share: 0.9, ramp: { steps: [0.2, 0.5, 0.5] } }],
      "0.ramp.steps.2: must rise: 0.5 comes after 0.5",
    ],
    [
      "a ramp that ends above the share",
      [{ ...tuned, share: 0.5, ramp }],
      "0.share: must be above the ramp's last step: 0.5 comes after 0.5",
    ],
    [
      "no step",
      [{ ...tuned, share: 1, ramp: { steps: [] } }],
      "0.ramp.steps: must name a share at least",
    ],
    [
      "a step of nothing",
      [{ ...tuned, share: 1, ramp: { steps: [0] } }],
      "0.ramp.steps.0: must be above 0",
    ],
    [
      "a margin of all",
      [{ ...tuned, share: 1, ramp: { ...ramp, margin: 1 } }],
      "0.ramp.margin: must be below 1",
    ],
    [
      "two routes of one name",
      [tuned, { ...tuned, share: 0.5 }],
      '1.name: must be another name: there is a route "tuned" before it',
    ],
  ])("refuses %s", (_what, routes, message) => {
    expect(complaint(...routes)).toBe(message);
  });

  test("takes two routes of one name that have no share, as ever", () => {
    expect(complaint(tuned, tuned)).toBe("");
  });
});

const folder = mkdtempSync(join(tmpdir(), "specwright-shares-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("loadConfig(), with a share", () => {
  const load = (text: string, flags: object = {}) => {
    mkdirSync(join(folder, "specwright"), { recursive: true });
    writeFileSync(join(folder, "specwright", "config.toml"), text);
    return loadConfig({ root: folder, flags, variables: { XDG_CONFIG_HOME: folder } });
  };
  const SHARE = '[[routes]]\nname = "tuned"\nmodel = "a/tuned"\nshare = 0.5\n';

  test("refuses a share of the model's own runs, where both are written down", async () => {
    await expect(load(`model = "a/tuned"\n${SHARE}`)).rejects.toMatchObject({
      code: "config/invalid",
      message: expect.stringMatching(
        /^Cannot use routes\.0\.model from .*: "a\/tuned" is the model/,
      ),
    });
  });

  test("lets the route's model be named for once", async () => {
    const { settings } = await load(`model = "a/base"\n${SHARE}`, { model: "a/tuned" });

    expect(settings.model).toBe("a/tuned");
  });
});

describe("toTrafficPlans()", () => {
  test("ends a ramp with the share, and leaves out routes without one", () => {
    const routes = [
      { name: "small", model: "a/small" },
      { ...tuned, share: 1, ramp },
    ];
    const settings = settingsSchema.parse({ routes });

    expect(toTrafficPlans(settings)).toEqual([
      {
        name: "tuned",
        modelId: "a/tuned",
        share: 1,
        ramp: { steps: [0.2, 0.5, 1], runs: 30, margin: 0.1, alpha: 0.05 },
      },
    ]);
    const plan = toRoutePlan("a/base", settings, { find: () => undefined }, (name) =>
      name === "tuned" ? 0.2 : undefined,
    );
    expect(plan.routes.map(({ share }) => share)).toEqual([undefined, 0.2]);
  });
});
