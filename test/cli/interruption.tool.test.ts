import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startFakeProviderServer } from "../../src/testing/fake-provider-server/start-fake-provider-server.ts";
import { createProject, jsonLines, runCli, startCli } from "./run-cli.ts";

const SPEC = `---
language: typescript
signature: "export function one(): number"
examples: ["one() => 1"]
---
# One

Return 1.
`;
const ANSWER = "```ts\nexport function one(): number {\n  return 1;\n}\n```";
const ENDLESS = "```ts\nexport function one(): number {\n  for (;;) {}\n}\n```";
const GENERATE = ["generate", "spec.md", "--out", "one.ts", "--model", "scripted/answers.json"];
const project = (answers: readonly unknown[]): string =>
  createProject({ "spec.md": SPEC, "answers.json": JSON.stringify({ answers }) });

async function waitFor(isTrue: () => boolean): Promise<void> {
  // What was true once may be over by now: a sandbox for the expected values lives for a moment.
  for (let i = 0; i < 600; i += 1) {
    if (isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect.unreachable("it never came true");
}

const journalOf = (root: string): string =>
  globSync(join(root, ".specwright/runs/*.jsonl"))
    .map((file) => readFileSync(file, "utf8"))
    .join("");

interface ProcessLine {
  readonly pid: number;
  readonly parent: number;
  readonly args: string;
}

const listProcesses = (): readonly ProcessLine[] =>
  execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => {
      const [pid = "", parent = "", ...args] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), args: args.join(" ") };
    });

/** Everything that a process has started, directly or not. */
function descendantsOf(pid: number): readonly ProcessLine[] {
  const all = listProcesses();
  const find = (parent: number): readonly ProcessLine[] =>
    all.flatMap((line) => (line.parent === parent ? [line, ...find(line.pid)] : []));
  return find(pid);
}

const isAlive = ({ pid, args }: ProcessLine): boolean =>
  listProcesses().some((line) => line.pid === pid && line.args === args);

describe("Ctrl-C", () => {
  test("while a model answers ends with 130, and nothing is half-written", async () => {
    const root = project([{ text: ANSWER, fault: "stall", faultAfter: 10 }]);
    const { child, ended } = startCli(root, GENERATE);
    await waitFor(() => journalOf(root).includes("attempt-start"));
    const started = descendantsOf(child.pid ?? -1);

    child.kill("SIGINT");

    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(stderr).toMatch(/Go on with: specwright runs resume [\w-]+\nInterrupted/);
    expect(existsSync(join(root, "one.ts"))).toBe(false);
    expect(started.length).toBeGreaterThan(0);
    expect(started.filter(isAlive)).toEqual([]);
  });

  test("while a candidate runs ends it too", async () => {
    const root = project([ENDLESS]);
    const { child, ended } = startCli(root, GENERATE);
    const findSandboxes = () =>
      descendantsOf(child.pid ?? -1).filter(({ args }) => args.includes("bwrap"));
    await waitFor(() => journalOf(root).includes("response-end"));
    await waitFor(() => findSandboxes().length > 0);
    const started = descendantsOf(child.pid ?? -1);

    child.kill("SIGINT");

    expect((await ended).code).toBe(130);
    expect(started.filter(isAlive)).toEqual([]);
    expect(existsSync(join(root, "one.ts"))).toBe(false);
  });

  test("that arrives twice, through a launcher, still lets everything clean up", async () => {
    const root = project([ENDLESS]);
    const { child, ended } = startCli(root, GENERATE);
    await waitFor(() => journalOf(root).includes("response-end"));
    await waitFor(() => descendantsOf(child.pid ?? -1).some(({ args }) => args.includes("bwrap")));
    const started = descendantsOf(child.pid ?? -1);

    child.kill("SIGINT");
    child.kill("SIGINT");

    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).toContain("Interrupted");
    expect(started.filter(isAlive)).toEqual([]);
  });

  test("SIGTERM ends with 143", async () => {
    const root = project([{ text: ANSWER, fault: "stall", faultAfter: 10 }]);
    const { child, ended } = startCli(root, GENERATE);
    await waitFor(() => journalOf(root).includes("attempt-start"));

    child.kill("SIGTERM");

    expect((await ended).code).toBe(143);
  });
});

describe("a killed run", () => {
  test("goes on without asking again for what was answered", async () => {
    const root = project([ENDLESS]);
    const { child, ended } = startCli(root, GENERATE);
    await waitFor(() => journalOf(root).includes("response-end"));
    child.kill("SIGKILL");
    await ended;
    const { stdout } = await runCli(root, ["runs", "list", "--json"]);
    const [run] = jsonLines(stdout);
    expect(run).toMatchObject({ status: "unfinished" });
    // From here the model has nothing to say: a second question would be a fault.
    writeFileSync(join(root, "answers.json"), JSON.stringify({ answers: [] }));

    const resumed = await runCli(root, ["runs", "resume", `${run?.["run"]}`, "--json"]);

    expect(resumed.code).toBe(8);
    expect(jsonLines(resumed.stdout).filter(({ type }) => type === "response-end")).toHaveLength(1);
  });

  test("writes its file when it is gone on with, and only when asked to", async () => {
    const root = project([{ text: ANSWER, fault: "cut", faultAfter: 10 }]);
    await runCli(root, GENERATE);
    const [run] = jsonLines((await runCli(root, ["runs", "list", "--json"])).stdout);
    writeFileSync(join(root, "answers.json"), JSON.stringify({ answers: [ANSWER] }));

    const { code, stdout } = await runCli(root, ["runs", "resume", `${run?.["run"]}`, "--write"]);

    expect(code).toBe(0);
    expect(stdout).toBe("one.ts\n");
    expect(readFileSync(join(root, "one.ts"), "utf8")).toContain("return 1");
  });

  test("that was accepted cannot be resumed", async () => {
    const root = project([ANSWER]);
    await runCli(root, GENERATE);
    const [run] = jsonLines((await runCli(root, ["runs", "list", "--json"])).stdout);

    const { code, stderr } = await runCli(root, ["runs", "resume", `${run?.["run"]}`]);

    expect(code).toBe(2);
    expect(stderr).toContain("it has ended as accepted");
  });

  test("is listed, and hides no other, when its journal is broken", async () => {
    const root = project([ANSWER]);
    await runCli(root, GENERATE);
    writeFileSync(join(root, ".specwright/runs/20000101-000000-broken.jsonl"), "{}\n{}\n");

    const { code, stdout } = await runCli(root, ["runs", "list", "--json"]);

    expect(code).toBe(0);
    expect(jsonLines(stdout)).toMatchObject([
      { status: "unreadable" },
      { status: "accepted", attempts: 1 },
    ]);
  });

  test("can be shown with every attempt's diagnostics", async () => {
    const root = project([ANSWER.replace("return 1", 'return "1"'), ANSWER]);
    await runCli(root, GENERATE);
    const [run] = jsonLines((await runCli(root, ["runs", "list", "--json"])).stdout);

    const { stdout } = await runCli(root, ["runs", "show", `${run?.["run"]}`]);

    expect(stdout).toContain("attempt 1 (first: the specification as it stands)");
    expect(stdout).toContain(
      "one.ts:2:3 error TS2322 Type 'string' is not assignable to type 'number'.",
    );
    expect(stdout).toContain("attempt 2 (repair: the type phase refused attempt 1)");
  });

  test("can be replayed without a model", async () => {
    const root = project([ANSWER]);
    await runCli(root, GENERATE);
    const [run] = jsonLines((await runCli(root, ["runs", "list", "--json"])).stdout);
    const seed = JSON.parse(journalOf(root).split("\n")[1] ?? "").event.seed;

    const { code } = await runCli(root, [
      ...["generate", "spec.md", "--model", `replay/${run?.["run"]}`, "--seed", `${seed}`],
    ]);

    expect(code).toBe(0);
  });
});

test("--time-limit ends a call that is never answered, and says so", async () => {
  await using server = await startFakeProviderServer([
    { kind: "text", pieces: ["```ts\nexport"], fault: { kind: "stall", afterPieces: 1 } },
  ]);
  const root = createProject({
    "spec.md": SPEC,
    "no-user-config/specwright/config.toml": `[endpoints.lab]\nbase_url = "${server.url}/v1"\n`,
  });
  const limits = ["--time-limit", "2000", "--unconstrained", "--yes"];

  const { code, stderr } = await runCli(root, [
    "generate",
    "spec.md",
    "--model",
    "lab/toy",
    ...limits,
  ]);

  expect({ code, stderr }).toMatchObject({ code: 9 });
  expect(stderr).toMatch(/stopped by the limit on time/);
  expect(await server.requests[0]?.closed).toEqual({ isAnswerSent: false });
  const events = jsonLines(journalOf(root)).map(({ event }) => event);
  expect(events).toMatchObject([
    ...[undefined, { type: "run-start" }, { type: "attempt-start" }],
    { type: "call-end", call: { ended: "aborted" } },
    { type: "answer-cut", attempt: 1, text: "```ts\nexport" },
    ...[{ type: "fallback-end" }, { type: "fallback-end" }],
    { type: "run-end", status: "stopped", limit: "time" },
  ]);
});

describe("while SQL of a Covenant program does not end,", () => {
  const COUNT =
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c";
  const PROGRAM = `snippet id="m.t" kind="test" body step id="q" kind="query" dialect="sqlite" target="db" body ${COUNT} end returns type="Int" as="n" end end end\n`;

  test.each([
    ["SIGINT", 130],
    ["SIGKILL", null],
  ] as const)("%s leaves no process behind", async (signal, expected) => {
    const { child, ended } = startCli(createProject({ "a.cov": PROGRAM }), ["test", "a.cov"]);
    await waitFor(() => descendantsOf(child.pid ?? -1).some(({ pid }) => secondsOf(pid) >= 1));
    const started = descendantsOf(child.pid ?? -1);

    child.kill(signal);

    expect((await ended).code).toBe(expected);
    await waitFor(() => !started.some(isAlive));
  });
});

/** Time that a process has computed: one that only waits comes to none. */
function secondsOf(pid: number): number {
  const all = execFileSync("ps", ["-eo", "pid=,cputimes="], { encoding: "utf8" });
  return Number(new RegExp(`^\\s*${pid}\\s+(\\d+)$`, "m").exec(all)?.[1] ?? 0);
}
