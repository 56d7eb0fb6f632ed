import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createVerifier, openWorld } from "../batches/batch-world.ts";
import { jsonLines } from "./run-cli.ts";

let verifier: ReturnType<typeof createVerifier>;
beforeAll(() => {
  verifier = createVerifier();
});
afterAll(() => verifier[Symbol.dispose]());

const REPORTS = [
  "--junit",
  "j.xml",
  "--sarif",
  "s.sarif",
  "--bundle",
  "b.json",
  "--jsonl",
  "r.jsonl",
];

describe("specwright batch", () => {
  test("writes what was proved, with evidence and reports, and leaves the tasks alone", async () => {
    await using world = await openWorld(4, verifier.program);
    const { root } = world;
    const read = (path: string): string => readFileSync(join(root, path), "utf8");
    const task = read("tasks/t03/task.dfy");

    const ended = await world.start("batch", "tasks", "--yes", "--seed", "7", ...REPORTS).ended;

    expect(ended.stderr).toContain("4 accepted files are in verified");
    expect(ended.code).toBe(0);
    expect(read("tasks/t03/task.dfy")).toBe(task);
    expect(read("verified/tasks/t03/task.dfy")).toContain("r := n + 4;");
    expect(existsSync(join(root, ".specwright/evidence/verified/tasks/t03/task.dfy.json"))).toBe(
      true,
    );
    expect(read("j.xml")).toContain('tests="4" failures="0"');
    expect(JSON.parse(read("s.sarif"))).toMatchObject({ version: "2.1.0" });
    expect(jsonLines(read("r.jsonl"))).toHaveLength(4);
    expect((await world.start("evidence", "check", "b.json").ended).code).toBe(0);
    // One call for all four, and one repair.
    expect(world.provider.requests).toHaveLength(2);

    const again = await world.start("batch", "--resume", "--yes", ...REPORTS).ended;

    expect(again.code).toBe(0);
    expect(again.stdout).toContain("4 accepted");
    expect(world.provider.requests).toHaveLength(2);
  });

  test("refuses a file that is no specification, keeps what was not proved aside, and says so", async () => {
    await using world = await openWorld(30, verifier.program);
    writeFileSync(
      join(world.root, "tasks/t00/task.dfy"),
      "method {:broken\n// <vc-code>\n// </vc-code>\n",
    );

    const { code, stdout, stderr } = await world.start(
      "batch",
      "tasks/t00",
      "tasks/t29",
      "tasks/t01",
      "--yes",
      "--max-iterations",
      "1",
    ).ended;

    expect(stdout).toContain("1 accepted, 1 exhausted, 1 refused");
    expect(stderr).toMatch(/UNVERIFIED, the best attempt is kept in \.specwright\/unverified/);
    expect(code).toBe(4);
    expect(existsSync(join(world.root, "verified/tasks/t29/task.dfy"))).toBe(false);
  });

  test("spends nothing without consent", async () => {
    await using world = await openWorld(2, verifier.program);

    const { code, stderr } = await world.start("batch", "tasks").ended;

    expect(stderr).toContain("without consent");
    expect(code).toBe(10);
    expect(world.provider.requests).toEqual([]);
  });

  test("never spends more than it may, and says what was left undone", async () => {
    await using world = await openWorld(6, verifier.program);
    const limits = ["--max-usd", "0.004", "--batch-size", "2", "--max-output-tokens", "4000"];

    const { code, stdout } = await world.start("batch", "tasks", "--yes", ...limits).ended;

    expect(stdout).toContain("6 files: 6 stopped");
    expect(code).toBe(10);
    expect(world.provider.requests).toEqual([]);
  });

  test("writes no report over a file that is none, and asks nobody before it says so", async () => {
    await using world = await openWorld(1, verifier.program);
    writeFileSync(join(world.root, "rows.jsonl"), '{"id":"mine"}\n');

    const args = ["batch", "tasks", "--yes", "--jsonl", "rows.jsonl"];
    const { code, stderr } = await world.start(...args).ended;

    expect(stderr).toContain("it exists, and is no earlier report");
    expect(code).toBe(2);
    expect(world.provider.requests).toEqual([]);
  });

  test("replaces nothing that it did not write", async () => {
    await using world = await openWorld(1, verifier.program);
    const occupied = "verified/tasks/t00/task.dfy";
    await world.start("batch", "tasks", "--yes").ended;
    writeFileSync(join(world.root, occupied), "mine\n");
    const asked = world.provider.requests.length;

    const { code, stderr } = await world.start("batch", "tasks", "--yes").ended;

    expect(stderr).toContain(occupied);
    expect(code).toBe(2);
    expect(world.provider.requests).toHaveLength(asked);
    expect(readFileSync(join(world.root, occupied), "utf8")).toBe("mine\n");
  });
});
