import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { CallRecord } from "../../src/domain/call.ts";
import type { RouteState } from "../../src/domain/route-traffic.ts";
import { beginRoute } from "../../src/model-access/routing/advance-route.ts";
import { startFakeProviderServer } from "../../src/testing/fake-provider-server/start-fake-provider-server.ts";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const TASK = readFileSync("datasets/covenant/pure/late-fee/task.yaml", "utf8");
const RIGHT = readFileSync("datasets/covenant/pure/late-fee/reference.cov", "utf8");
const WRONG = RIGHT.replace("op=min ", "op=max ");
const saying = (text: string) =>
  startFakeProviderServer([
    { kind: "text", pieces: [`\`\`\`covenant\n${text}\`\`\`\n`], chunkPauseMs: 20 },
  ]);

const ROUTES = ".specwright/routes.json";
const RAMP = { steps: [0.5], runs: 30, margin: 0.1, alpha: 0.05 };
const NAMES = { route: "tuned", model: "own/tuned", base: "front/large" };

const project = (urls: { readonly own: string; readonly front: string }, more = ""): string =>
  createProject({
    "task.yaml": TASK,
    "no-user-config/specwright/config.toml": `model = "front/large"
[endpoints.own]
base_url = "${urls.own}/v1"
[endpoints.front]
base_url = "${urls.front}/v1"
[[routes]]
name = "tuned"
model = "own/tuned"
share = 1
ramp = { steps = [0.5] }
${more}`,
  });
const generate = (root: string, ...rest: readonly string[]) =>
  runCli(root, ["generate", "task.yaml", "--yes", "--repairs", "0", "--samples", "1", ...rest]);

const remember = (root: string, ...routes: readonly RouteState[]): void => {
  mkdirSync(join(root, ".specwright"), { recursive: true });
  writeFileSync(join(root, ROUTES), JSON.stringify({ version: 1, routes }));
};
const remembered = (root: string): readonly RouteState[] =>
  JSON.parse(readFileSync(join(root, ROUTES), "utf8")).routes;
const callsOf = (root: string): readonly CallRecord[] =>
  readdirSync(join(root, ".specwright/runs"))
    .filter((name) => name.endsWith(".jsonl"))
    .flatMap((name) => jsonLines(readFileSync(join(root, ".specwright/runs", name), "utf8")))
    .flatMap((line) => {
      const { type, call } = (line["event"] ?? line) as { type: string; call: CallRecord };
      return type === "call-end" ? [call] : [];
    });

describe("specwright generate, by a route's share", () => {
  test("sends each run by its id, tells by which rule, and counts those of two processes at once", async () => {
    await using own = await saying(RIGHT);
    await using front = await saying(RIGHT);
    const root = project({ own: own.url, front: front.url });

    const ended = await Promise.all([generate(root), generate(root)]);
    const shown = await runCli(root, ["routes", "--json"]);

    expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toMatchObject([
      { code: 0 },
      { code: 0 },
    ]);
    const calls = callsOf(root);
    for (const { rule, route, askedOf } of calls) {
      expect(rule).toMatch(/route "tuned".* takes 50 % of runs, this one is at [\d.]+ %$/);
      expect(askedOf).toBe(route?.isTaken === true ? "own/tuned" : "front/large");
    }
    const taken = calls.filter(({ route }) => route?.isTaken === true).length;
    expect([own.requests.length, front.requests.length]).toEqual([taken, 2 - taken]);
    expect(jsonLines(shown.stdout)[0]).toMatchObject({
      routes: [
        {
          name: "tuned",
          share: 0.5,
          traffic: {
            full: 1,
            step: { at: 1, of: 2 },
            all: { route: { runs: taken, accepted: taken }, base: { runs: 2 - taken } },
            lastChange: null,
          },
        },
      ],
    });
  });

  test("retreats when its model fails: the base does the task, which is no success of the route", async () => {
    await using own = await saying(WRONG);
    await using front = await saying(RIGHT);
    const root = project({ own: own.url, front: front.url });
    const begun = beginRoute(NAMES, { share: 1, ramp: RAMP });
    const runs = { route: { runs: 30, accepted: 12 }, base: { runs: 300, accepted: 270 } };
    // One bet away from being believed.
    const evidence = { ...begun.evidence, runs, worse: begun.evidence.worse.map(() => 39 / 7) };
    remember(root, { ...begun, share: 1, evidence });

    const { code, stderr } = await generate(root);
    const shown = await runCli(root, ["routes"]);

    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toMatch(
      /note: route "tuned" goes from 100 % to 50 % of runs: its model is shown to be worse/,
    );
    expect(callsOf(root).map(({ askedOf }) => askedOf)).toEqual(["own/tuned", "front/large"]);
    expect(remembered(root)).toMatchObject([{ share: 0.5, retreats: 1 }]);
    expect(shown.stdout).toMatch(/accepted in all: 0 of 1 of its runs, 0 of 0 of the base's/);
    expect(shown.stdout).toMatch(/last change: 100 % to 50 % at 20.*Z: its model is shown to be/);
  });

  test("lets the base stand in where its model cannot be reached, and counts that for nobody", async () => {
    await using own = await startFakeProviderServer([{ kind: "error", error: "unauthorized" }]);
    await using front = await saying(RIGHT);
    const root = project({ own: own.url, front: front.url });
    remember(root, { ...beginRoute(NAMES, { share: 1, ramp: RAMP }), share: 1 });

    const { code, stderr } = await generate(root);

    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toMatch(
      /"own\/tuned" failed \(model\/unauthorized\), so "front\/large" was asked/,
    );
    expect(remembered(root)).toMatchObject([{ all: { route: { runs: 0 }, base: { runs: 0 } } }]);
  });

  test("asks nobody where the file is broken, and leaves it as it is; a reset forgets", async () => {
    await using own = await saying(RIGHT);
    const root = project({ own: own.url, front: own.url });
    mkdirSync(join(root, ".specwright"));
    writeFileSync(join(root, ROUTES), "{torn");

    const { code, stderr } = await generate(root);

    expect(code).toBe(7);
    expect(stderr).toMatch(/Cannot read \.specwright\/routes\.json: it is no JSON/);
    expect(own.requests).toHaveLength(0);
    expect(readFileSync(join(root, ROUTES), "utf8")).toBe("{torn");

    remember(root, beginRoute(NAMES, { share: 1, ramp: RAMP }));
    const reset = await runCli(root, ["routes", "reset", "tuned", "--json"]);

    expect(jsonLines(reset.stdout)).toEqual([{ route: "tuned", forgotten: 1 }]);
    expect(remembered(root)).toEqual([]);
  });
});

const PROCESS = fileURLToPath(new URL("../../src/testing/count-runs-process.ts", import.meta.url));

test("two processes that count hundreds of runs at once lose none", async () => {
  const root = createProject();
  const count = (name: string) =>
    new Promise<number | null>((resolve) => {
      spawn(process.execPath, [PROCESS, root, name, "150"], { stdio: "inherit" }).on(
        "close",
        resolve,
      );
    });

  expect(await Promise.all([count("one"), count("two")])).toEqual([0, 0]);

  expect(remembered(root)).toMatchObject([
    { all: { route: { runs: 150, accepted: 150 }, base: { runs: 150, accepted: 150 } } },
  ]);
});
