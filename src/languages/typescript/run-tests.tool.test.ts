import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testMachine } from "../../testing/test-machine.ts";
import { createProject } from "./fixtures/create-project.ts";
import {
  openRealChecker,
  PROJECT,
  type RealChecker,
  SLUGIFY,
  testFile,
} from "./fixtures/real-checker.ts";

const project = createProject(PROJECT);
const machine = await testMachine(project.root);
let own: RealChecker;

beforeAll(async () => {
  const { sandbox } = machine;
  if (sandbox?.supports("node") !== true) throw new Error("These tests need bubblewrap");
  own = await openRealChecker(machine, sandbox);
});

afterAll(async () => {
  await own?.[Symbol.asyncDispose]();
  project[Symbol.dispose]();
});

const check: RealChecker["check"] = (...args) => own.check(...args);

describe("its tests", () => {
  const HEAD =
    'import assert from "node:assert";\nimport { test } from "node:test";\nimport { slugify } from "./slugify";\n';

  test.each([
    [
      "fail",
      'test("one", () => assert.equal(slugify("A"), "A"));\ntest("two", () => {});',
      /"one" fails: AssertionError: .*'a'/,
    ],
    ["are none", 'slugify("A");', /hold no test/],
    ["are all skipped", 'test.skip("one", () => {});\ntest.todo("two");', /hold no test/],
    ["cannot be loaded", 'throw new TypeError("at once");', /TypeError: at once/],
    ["end the program", 'test("one", () => { process.exit(0); });', /did not finish/],
    [
      "fail after they ended",
      'test("one", () => { setTimeout(() => { throw new Error("late"); }, 1); });',
      /late/,
    ],
    [
      "wait for ever",
      'test("one", () => new Promise(() => {}));',
      /"one" fails: it waits for what never/,
    ],
  ])("are not believed when they %s", async (_, text, message) => {
    expect(await check(SLUGIFY, testFile(HEAD + text))).toMatchObject({
      status: "rejected",
      phase: "test",
      diagnostics: [{ category: "test", message: expect.stringMatching(message) }],
    });
  });

  test("are inconclusive when they loop for ever", async () => {
    const text = `${HEAD}test("one", () => { for (;;) slugify(""); });`;

    expect(await check(SLUGIFY, testFile(text), { timeoutMs: 4_000 })).toMatchObject({
      status: "inconclusive",
      reason: "timeout",
      phase: "test",
    });
  });
});
