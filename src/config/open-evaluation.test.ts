import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { listSolvers } from "../evaluation/run/list-solvers.ts";
import { beginRoute } from "../model-access/routing/advance-route.ts";
import { createRouteStore } from "../platform/route-store.ts";
import { modelRequest } from "../testing/builders.ts";
import { createCheckEnvironment } from "./create-environment.ts";
import {
  modelsToEvaluate,
  openSolvers,
  readVariants,
  sharesNow,
  usualConcurrency,
} from "./open-evaluation.ts";

const TOML = `fallback_models = ["scripted/b.json"]
[[routes]]
name = "small"
model = "scripted/a.json"
max_task_tokens = 10
`;

const open = (settings: object = {}) => {
  const directory = mkdtempSync(join(tmpdir(), "specwright-evaluation-"));
  writeFileSync(join(directory, "specwright.toml"), TOML);
  for (const name of ["a.json", "b.json"])
    writeFileSync(join(directory, name), JSON.stringify(Array.from({ length: 8 }, () => name)));
  return createCheckEnvironment({ directory, settings });
};

describe("modelsToEvaluate()", () => {
  test("takes those that are named, each once, and those that a provider's settings name", async () => {
    await using base = await open();

    expect(await modelsToEvaluate(["scripted/x", "scripted/x"], undefined, base)).toEqual([
      "scripted/x",
    ]);
    expect(await modelsToEvaluate(["ollama/y"], "scripted", base)).toEqual([
      "ollama/y",
      "scripted/a.json",
      "scripted/b.json",
    ]);
  });

  test("takes the one that is configured where none is named", async () => {
    await using base = await open({ model: "scripted/c.json" });

    expect(await modelsToEvaluate([], undefined, base)).toEqual(["scripted/c.json"]);
  });
});

describe("readVariants()", () => {
  test("finds texts by id or version, each of a section once", async () => {
    await using base = await open();

    expect(await readVariants(["operation=1", "operation=operation@1"], base)).toEqual({
      operation: ["operation@1"],
    });
    expect(await readVariants([], base)).toEqual({});
  });
});

describe("openSolvers()", () => {
  test("opens each model once, and gives each solver its texts", async () => {
    await using base = await open({ model: "scripted/a.json" });
    const solvers = listSolvers({
      models: ["scripted/a.json", "scripted/b.json"],
      variants: { operation: ["operation@1"] },
      profile: undefined,
      limits: {},
      constrained: [true, false],
    });

    await using opened = await openSolvers({ solvers }, base, {});
    const environments = solvers.map(opened.environmentOf);

    expect([...opened.models.keys()]).toEqual(["scripted/a.json", "scripted/b.json"]);
    expect(environments.map(({ model }) => model.id)).toEqual(solvers.map(({ model }) => model));
    expect(new Set(environments.map(({ model }) => model)).size).toBe(2);
    const { ids } = await (environments[0] ?? base).templates.choose("run");
    expect(ids).toMatchObject({ operation: "operation@1" });
    expect(usualConcurrency(solvers, base.config)).toBeGreaterThan(0);
  });
});

describe("sharesNow()", () => {
  const solvers = listSolvers({
    models: ["scripted/a.json"],
    variants: {},
    profile: undefined,
    limits: {},
    constrained: [true],
  });
  const routes = [{ name: "tuned", model: "scripted/b.json", share: 0.9, ramp: { steps: [0.2] } }];

  test("is what shares stand at, and nothing where no route has one", async () => {
    await using plain = await open();
    await using base = await open({ routes });

    expect(await sharesNow(solvers, plain)).toBeUndefined();
    expect(await sharesNow(solvers, base)).toEqual({ "scripted/a.json": { tuned: 0.2 } });
  });

  test("stands still while an evaluation is made: what its setup says holds, and nothing is counted", async () => {
    await using base = await open({ routes });
    const store = createRouteStore(base.files, base.clock);
    const names = { route: "tuned", model: "scripted/b.json", base: "scripted/a.json" };
    const begun = beginRoute(names, { share: 0.9, ramp: undefined });
    await store.change(() => [begun]);
    const shares = { "scripted/a.json": { tuned: 0 } };

    await using opened = await openSolvers({ solvers, shares }, base, {});
    const [model] = [...opened.models.values()];
    const calls = [];
    for (let run = 0; run < 8; run += 1)
      for await (const event of model?.stream(modelRequest(), { runId: `r${run}` }) ?? [])
        if (event.type === "call-end") calls.push(event.call.askedOf);
    await model?.runEnded?.("r1", []);

    expect(new Set(calls)).toEqual(new Set(["scripted/a.json"]));
    expect(await store.read()).toEqual([begun]);
  });
});
