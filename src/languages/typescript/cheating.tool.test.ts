import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testMachine } from "../../testing/test-machine.ts";
import { createProject } from "./fixtures/create-project.ts";
import {
  openRealChecker,
  PROJECT,
  type RealChecker,
  returns,
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

describe("a candidate that cheats", () => {
  const WRONG = returns("f()", '"right"');
  /** Each would be accepted if its trick were believed. */
  const cheats: Readonly<Record<string, string>> = {
    "ends the program by an alias": `
      const quit: (code: number) => never = Object.values(process).find((value): value is (code: number) => never => typeof value === "function" && value.name === "exit") ?? process.exit;
      export const f = (): string => { quit(0); return "wrong"; };`,
    "ends the program while it is loaded": `
      export const f = (): string => "wrong";
      process.exit(0);`,
    "prints lines like a result": `
      export const f = (): string => "wrong";
      console.log('0 returned "\\\\"right\\\\"" ""');
      console.log('nonce 0 returned "\\\\"right\\\\"" ""');`,
    "listens to console.log for the nonce": `
      const { log } = console;
      console.log = (text: unknown): void => { log(String(text).replace("wrong", "right")); };
      export const f = (): string => "wrong";`,
    "changes JSON, Array, Map and Promise": `
      JSON.stringify = (): string => '"\\\\"right\\\\""';
      Array.prototype.join = (): string => "right";
      Array.prototype.sort = function () { return this; };
      Map.prototype.forEach = (): void => undefined;
      String.prototype.replace = (): string => "right";
      Object.defineProperty(Object.prototype, "toJSON", { value: () => "right" });
      Object.defineProperty(Promise.prototype, "then", { value: (resolve: (value: unknown) => void) => resolve("right") });
      export const f = (): string => "wrong";`,
    "changes what is read from values": `
      Object.getOwnPropertyDescriptor = (): PropertyDescriptor => ({ value: "right" });
      Reflect.ownKeys = (): string[] => [];
      export const f = (): string => "wrong";`,
    "writes to stdout past the console": `
      import { writeSync } from "node:fs";
      export const f = (): string => { writeSync(1, '0 returned "\\\\"right\\\\"" ""\\n'); return "wrong"; };`,
  };

  test.each(Object.entries(cheats))("%s: is rejected by its examples", async (_, text) => {
    const verdict = await check(text, { examples: [WRONG] });

    expect(verdict).toMatchObject({ status: "rejected", phase: "example" });
    expect(verdict.diagnostics[0]?.message).toMatch(/gives "wrong"|did not finish/);
  });

  test("finds no nonce in its own folder", async () => {
    const text = `import { readdirSync, readFileSync } from "node:fs";
      export const f = (): string[] => readdirSync(".").filter((name) => name.includes("entry") && readFileSync(name, "utf8") !== "");`;

    expect(await check(text, { examples: [returns("f()", "[]")] })).toMatchObject({
      status: "accepted",
    });
  });

  test("cannot change what its tests assert", async () => {
    const text = `import assert from "node:assert";
      try { Object.assign(assert, { equal: () => undefined }); } catch {}
      export const slugify = (): string => "wrong";`;
    const tests = testFile(
      'import assert from "node:assert";\nimport { test } from "node:test";\nimport { slugify } from "./slugify.ts";\ntest("is right", () => assert.equal(slugify(), "right"));',
    );

    expect(await check(text, tests)).toMatchObject({
      status: "rejected",
      phase: "test",
      diagnostics: [{ message: expect.stringContaining("is right") }],
    });
  });
});
