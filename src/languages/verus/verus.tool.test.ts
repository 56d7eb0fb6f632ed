import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { fillSlots } from "../../domain/slot.ts";
import type { FormalSpecification } from "../../domain/specification.ts";
import type { Machine } from "../../ports/machine.ts";
import { specification } from "../../testing/builders.ts";
import { describeLanguagePack } from "../../testing/describe-language-pack.ts";
import { testMachine } from "../../testing/test-machine.ts";
import { verus } from "./index.ts";

// `fixtures/verus.mjs` stands in for Verus: it proves nothing, and answers as comments in the file say. What is tested
// here is how answers are judged. Where Verus is installed, the last tests ask Verus itself.
const program = fileURLToPath(new URL("fixtures/verus.mjs", import.meta.url));

async function standIn(): Promise<Machine> {
  const machine = await testMachine();
  return { ...machine, locations: { ...machine.locations, chosen: { verus: program } } };
}

const SOURCE = `use vstd::prelude::*;

verus! {

fn larger(a: u8, b: u8) -> (result: u8)
    ensures result >= a, result >= b
{
    assume(false);
    unreached()
}

} // verus!

fn main() {}
`;

const asked = (source = SOURCE): FormalSpecification => ({
  ...specification(),
  kind: "formal",
  language: "verus",
  path: "src/task.rs",
  source,
  slots: verus.formal?.readSlots(source) ?? [],
});

const machine = await standIn();
const checker = await verus.openChecker(machine);
afterAll(() => checker[Symbol.asyncDispose]());

const options = (source?: string) => ({
  specification: asked(source),
  profile: "standard",
  timeoutMs: 60_000,
  signal: undefined,
});

async function judge(words = "", source = SOURCE, other = checker) {
  const body = `{\n    ${words}\n    if a < b { b } else { a }\n}`;
  const text = fillSlots(asked(source), new Map([["body of larger", body]]));
  return await other.check(
    { language: "verus", path: "src/task.rs", text, companions: [] },
    options(source),
  );
}

describe("a candidate in Verus, judged by answers of a stand-in", () => {
  test("is accepted where everything agrees", async () => {
    const verdict = await judge();

    expect(verdict).toMatchObject({ status: "accepted", phase: "proof" });
    expect(verdict.checks.map(({ phase, count }) => [phase, count])).toEqual([
      ["lock", 3],
      ["type", 1],
      ["proof", 2],
    ]);
  });

  test("is accepted by a summary line alone, where a version prints no more", async () => {
    expect(await judge("// stand-in text")).toMatchObject({ status: "accepted" });
  });

  test.each([
    ["its own success is missing", '// stand-in results {"success": null}'],
    ["its own success is false", '// stand-in results {"success": false}'],
    ["nothing was verified", '// stand-in results {"verified": 0}'],
    ["less was verified than in the given file", '// stand-in results {"verified": 1}'],
    ["it counts errors", '// stand-in results {"errors": 1}'],
    ["a part alone was verified", '// stand-in results {"is-verifying-entire-crate": false}'],
    ["it met an error before proving", '// stand-in results {"encountered-vir-error": true}'],
    [
      "its summary line tells of a part",
      '// stand-in text\n    // stand-in results {"suffix": " (partial verification with `--verify-*`)"}',
    ],
  ])("is rejected with exit code 0 where %s", async (_why, words) => {
    expect(await judge(words)).toMatchObject({
      status: "rejected",
      diagnostics: [{ code: "unfounded", category: "bypass" }],
    });
  });

  test("is rejected with the verifier's words and their place", async () => {
    const verdict = await judge("// 𝔸\n    // stand-in error postcondition not satisfied");

    expect(verdict).toMatchObject({
      status: "rejected",
      phase: "proof",
      diagnostics: [{ message: "postcondition not satisfied", tool: "verus" }],
    });
    expect(verdict.diagnostics[0]?.span?.file).toBe("src/task.rs");
  });

  test("is inconclusive where the solver's limit ended the work, or Verus itself broke", async () => {
    expect(
      await judge("// stand-in error while loop: Resource limit (rlimit) exceeded"),
    ).toMatchObject({
      status: "inconclusive",
      reason: "timeout",
    });
    expect(await judge("// stand-in exit 101")).toMatchObject({
      status: "inconclusive",
      reason: "tool-crash",
    });
    expect(await judge("// stand-in stderr thread 'main' panicked at src/air.rs")).toMatchObject({
      status: "inconclusive",
      reason: "tool-crash",
    });
  });

  test("is not accepted where the given file itself fails", async () => {
    const source = SOURCE.replace("verus! {\n", "verus! {\n// stand-in error cannot find type\n");

    expect((await judge("", source)).status).toBe("rejected");
  });

  test("is refused by the lock and the guard without Verus", async () => {
    const text = SOURCE.replace("result >= b", "true");
    const changed = { language: "verus", path: "src/task.rs", text, companions: [] };

    expect(await checker.check(changed, options())).toMatchObject({
      status: "rejected",
      phase: "lock",
    });
    expect(await judge("assume(false);")).toMatchObject({ status: "rejected", phase: "guard" });
  });

  test("leaves no file behind", async () => {
    await judge();
    const left = readdirSync(join(machine.locations.cache, "verus"), {
      recursive: true,
    }) as string[];

    expect(left.filter((name) => name.endsWith(".rs"))).toEqual([]);
  });

  test("is proved again with other seeds", async () => {
    const text = fillSlots(asked(), new Map([["body of larger", "{ a }"]]));
    const report = await checker.testBrittleness?.(
      { language: "verus", path: "src/task.rs", text, companions: [] },
      options(),
    );

    expect(report?.trials.map(({ label, outcome }) => [label, outcome])).toEqual([
      ["seed 1", "held"],
      ["seed 2", "held"],
      ["half the resources", "held"],
    ]);
  });
});

describe("examineStub()", () => {
  test("counts what holds with the slots open", async () => {
    expect(await checker.examineStub?.(asked(), { timeoutMs: 60_000, signal: undefined })).toEqual({
      isUsable: true,
      diagnostics: [],
      verifiedCount: 2,
    });
  });
});

describe("probeToolchain()", () => {
  test("says what to install where nothing is", async () => {
    const here = await testMachine();
    const toolRunner = { ...here.toolRunner, find: async () => undefined };

    expect(await verus.probeToolchain({ ...here, toolRunner })).toMatchObject({
      isReady: false,
      why: "verus is not installed",
      help: expect.stringContaining("rustup"),
    });
  });
});

describe("with the stand-in", () => {
  describeLanguagePack(verus, standIn);
});

const here = await verus.probeToolchain(await testMachine());
// Not run where it is not installed: the reason stands in the name.
describe.runIf(here.isReady)(`with Verus itself (${here.why})`, () => {
  describeLanguagePack(verus, testMachine);

  test("an honest body is accepted, and a wrong one is not", async () => {
    const real = await verus.openChecker(await testMachine());

    expect(await judge("", SOURCE, real)).toMatchObject({ status: "accepted" });
    expect(await judge("return 0;", SOURCE, real)).toMatchObject({ status: "rejected" });
  });
});
