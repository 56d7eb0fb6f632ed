import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { fillSlots } from "../../domain/slot.ts";
import type { FormalSpecification } from "../../domain/specification.ts";
import type { Machine } from "../../ports/machine.ts";
import type { Sandbox, SandboxJob } from "../../ports/sandbox.ts";
import { specification } from "../../testing/builders.ts";
import { describeLanguagePack } from "../../testing/describe-language-pack.ts";
import { testMachine } from "../../testing/test-machine.ts";
import { lean } from "./index.ts";

// `fixtures/lean.mjs` stands in for Lean: it proves nothing, and answers as comments in its input say. What is tested
// here is how answers are judged. Where Lean is installed, the last tests ask Lean itself.
const program = (name: string): string =>
  fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

async function standIn(wishes: Partial<Machine> = {}, root?: string): Promise<Machine> {
  const machine = await testMachine(root);
  const chosen = { lean: program("lean.mjs"), lake: program("lake.mjs") };
  const sandbox = openSandbox(machine);
  return { ...machine, sandbox, locations: { ...machine.locations, chosen }, ...wishes };
}

/** Runs the stand-in where Lean would run, isolated by nothing. */
const openSandbox = ({ toolRunner }: Machine): Sandbox => ({
  id: "toy sandbox",
  supports: () => true,
  async run({ files, entry, interpreter }) {
    const folder = mkdtempSync(join(tmpdir(), "specwright-lean-"));
    for (const { path, text } of files) writeFileSync(join(folder, path), text);
    const args = typeof interpreter === "string" ? [] : interpreter.args;
    const options = args.slice(args.indexOf("/opt/lean/bin/lean") + 1);
    const { exitCode, ...said } = await toolRunner.run({
      program: toolRunner.node,
      args: [program("lean.mjs"), ...options, entry],
      directory: folder,
    });
    return { ...said, ended: "exit", exitCode: exitCode ?? 1 };
  },
});

const SOURCE = `axiom given : 1 = 1

def twice (n : Nat) : Nat :=
  sorry

theorem twice_spec (n : Nat) : twice n = n + n := by
  sorry
`;

const asked = (source = SOURCE): FormalSpecification => ({
  ...specification(),
  kind: "formal",
  language: "lean",
  path: "Task.lean",
  source,
  slots: lean.formal?.readSlots(source) ?? [],
});

const checker = await lean.openChecker(await standIn());
afterAll(() => checker[Symbol.asyncDispose]());

async function judge(proof: string, body = "  n + n\n", source = SOURCE, other = checker) {
  const wanted = asked(source);
  const texts = new Map([
    ["body of twice", body],
    ["proof of twice_spec", proof],
  ]);
  const candidate = {
    language: "lean",
    path: "Task.lean",
    text: fillSlots(wanted, texts),
    companions: [],
  };
  return await other.check(candidate, {
    specification: wanted,
    profile: "standard",
    timeoutMs: 60_000,
    signal: undefined,
  });
}

describe("a candidate in Lean, judged by answers of a stand-in", () => {
  test("is accepted where no error came, and every declaration rests on Lean's own logic", async () => {
    const verdict = await judge(
      "  -- stand-in axioms twice_spec = [propext, Classical.choice, Quot.sound]\n  rfl\n",
    );

    expect(verdict).toMatchObject({ status: "accepted", phase: "proof" });
    expect(verdict.checks.map(({ phase, count }) => [phase, count])).toEqual([
      ["lock", 3],
      ["type", 1],
      ["proof", 3],
    ]);
    expect(verdict.checks.at(-1)?.toolchain).toMatch(/^[0-9a-f]{64}$/);
  });

  test("may rest on an axiom that was given", async () => {
    expect(
      await judge("  -- stand-in axioms twice_spec = [given, propext]\n  rfl\n"),
    ).toMatchObject({
      status: "accepted",
    });
  });

  test.each([
    ["[propext, sorryAx]", "axiom"],
    ["[Lean.ofReduceBool]", "axiom"],
    ["[twice_spec._native.native_decide.ax_1_1]", "axiom"],
  ])("is rejected where it rests on %s", async (axioms, code) => {
    const verdict = await judge(`  -- stand-in axioms twice_spec = ${axioms}\n  rfl\n`);

    expect(verdict).toMatchObject({
      status: "rejected",
      diagnostics: [{ code, category: "bypass" }],
    });
  });

  test("is rejected where a given statement means something else than in the given file", async () => {
    const verdict = await judge("  -- stand-in print twice_spec = another meaning\n  rfl\n");

    expect(verdict).toMatchObject({
      status: "rejected",
      phase: "lock",
      diagnostics: [{ code: "other-meaning", category: "specification-changed" }],
    });
  });

  test("is rejected where Lean does not answer what it rests on", async () => {
    const verdict = await judge("  -- stand-in silent\n  rfl\n");

    expect(verdict.status).toBe("rejected");
    expect(verdict.diagnostics.map(({ code }) => code)).toContain("no-answer");
  });

  test("is rejected for a hole that Lean found, whatever its exit code", async () => {
    const line =
      '{"severity":"warning","data":"declaration uses `sorry`","kind":"hasSorry","pos":{"line":7,"column":0}}';

    expect(await judge(`  -- stand-in line ${line}\n  rfl\n`)).toMatchObject({
      status: "rejected",
      diagnostics: [{ category: "bypass" }, { category: "bypass", severity: "error" }],
    });
  });

  test("is rejected with the goal that was left, and its place", async () => {
    const line =
      '{"severity":"error","data":"unsolved goals\\nn : Nat\\n⊢ False","pos":{"line":LINE,"column":2},"endPos":{"line":LINE,"column":4}}';
    const verdict = await judge(`  -- stand-in line ${line}\n`);

    expect(verdict).toMatchObject({
      status: "rejected",
      phase: "proof",
      diagnostics: [{ message: "unsolved goals", facts: { goal: "n : Nat\n⊢ False" } }],
    });
  });

  test("is inconclusive where Lean failed without an error, or crashed", async () => {
    expect((await judge("  -- stand-in exit 1\n  rfl\n")).status).toBe("inconclusive");
    expect(await judge("  -- stand-in exit 134\n  rfl\n")).toMatchObject({
      status: "inconclusive",
      reason: "tool-crash",
    });
  });

  test("is inconclusive where Lean's own limit ended the work", async () => {
    const line =
      '{"severity":"error","data":"(deterministic) timeout at `whnf`, maximum number of heartbeats (200000) has been reached","pos":{"line":LINE,"column":2}}';

    expect(await judge(`  -- stand-in line ${line}\n`)).toMatchObject({
      status: "inconclusive",
      reason: "timeout",
    });
  });

  test("is refused by the lock and the guard without Lean", async () => {
    const candidate = {
      language: "lean",
      path: "Task.lean",
      text: SOURCE.replace("n + n", "n"),
      companions: [],
    };
    const options = {
      specification: asked(),
      profile: "standard",
      timeoutMs: 1,
      signal: undefined,
    };

    expect(await checker.check(candidate, options)).toMatchObject({
      status: "rejected",
      phase: "lock",
    });
    expect(await judge("  native_decide\n")).toMatchObject({ status: "rejected", phase: "guard" });
  });
});

describe("examineStub()", () => {
  const limits = { timeoutMs: 60_000, signal: undefined };

  test("takes holes for what they are", async () => {
    expect(await checker.examineStub?.(asked(), limits)).toEqual({
      isUsable: true,
      diagnostics: [],
      verifiedCount: undefined,
    });
  });

  test("tells what cannot be resolved", async () => {
    const report = await checker.examineStub?.(
      asked("theorem t : thereIsNoSuchProof := sorry\n"),
      limits,
    );

    expect(report).toMatchObject({ isUsable: false, diagnostics: [{ category: "name" }] });
  });
});

describe("the isolation of Lean", () => {
  test("runs it without its version manager, modules of the project readable, where there is a sandbox", async () => {
    const root = mkdtempSync(join(tmpdir(), "specwright-lake-"));
    writeFileSync(join(root, "lakefile.toml"), 'name = "task"\n');
    const jobs: SandboxJob[] = [];
    const sandbox: Sandbox = {
      id: "toy sandbox",
      supports: () => true,
      async run(job) {
        jobs.push(job);
        return { stdout: "", stderr: "", timeMs: 1, ended: "timeout" };
      },
    };
    const isolated = await lean.openChecker(await standIn({ sandbox }, root));

    expect(await judge("  rfl\n", "  n + n\n", SOURCE, isolated)).toMatchObject({
      status: "inconclusive",
      reason: "timeout",
    });
    expect(jobs[0]?.interpreter).toMatchObject({
      path: "/usr/bin/env",
      args: expect.arrayContaining([
        "LEAN_PATH=/nowhere/lib/lean:/nowhere/.lake/build/lib/lean",
        "/opt/lean/bin/lean",
        "--json",
      ]),
      readOnlyPaths: ["/opt/lean", "/nowhere/lib/lean", "/nowhere/.lake/build/lib/lean"],
    });
  });

  test("is what a candidate is not read without", async () => {
    const bare = await lean.openChecker(await standIn({ sandbox: undefined }));

    expect(await judge("  rfl\n", "  n + n\n", SOURCE, bare)).toMatchObject({
      status: "inconclusive",
      reason: "no-sandbox",
    });
    expect(
      await bare.examineStub?.(asked(), { timeoutMs: 60_000, signal: undefined }),
    ).toMatchObject({ isUsable: true });
  });
});

describe("probeToolchain()", () => {
  test("says what to install where nothing is", async () => {
    const machine = await testMachine();
    const toolRunner = { ...machine.toolRunner, find: async () => undefined };

    expect(await lean.probeToolchain({ ...machine, toolRunner })).toMatchObject({
      isReady: false,
      why: "lean is not installed",
      help: expect.stringContaining("elan"),
    });
  });
});

describe("with the stand-in", () => {
  describeLanguagePack(lean, standIn);
});

const here = await lean.probeToolchain(await testMachine());
// Not run where it is not installed: the reason stands in the name.
describe.runIf(here.isReady)(`with Lean itself (${here.why})`, () => {
  describeLanguagePack(lean, testMachine);

  test("an honest proof is accepted, and one by an axiom is not", async () => {
    const real = await lean.openChecker(await testMachine());
    const source = SOURCE.replace("axiom given : 1 = 1\n\n", "");

    expect(await judge("  rfl\n", "  n + n\n", source, real)).toMatchObject({
      status: "accepted",
    });
    expect(await judge("  omega\n", "  n\n", source, real)).toMatchObject({ status: "rejected" });
  });
});
