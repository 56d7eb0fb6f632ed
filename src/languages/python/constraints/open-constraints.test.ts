import { describe, expect, test } from "vitest";
import type { ProseSpecification } from "../../../domain/specification.ts";
import { specification } from "../../../testing/builders.ts";
import { openConstraints } from "./open-constraints.ts";

const machine = { sha256: (text: string) => `hash of ${text}` } as never;
const open = (wishes: Partial<ProseSpecification>) =>
  openConstraints(specification(wishes), { machine });

describe("openConstraints() of Python", () => {
  test("begins with the declaration, and holds what follows to a body", async () => {
    expect(await open({ signature: "def add(a: int, b: int) -> int" })).toMatchObject({
      prefix: "def add(a: int, b: int) -> int:\n",
      describes: "the body of add",
      syntax: { kind: "grammar", lark: expect.stringContaining("FIRST") },
    });
  });

  test("indents as the files beside it", async () => {
    const text = "def f():\n\treturn 1\n";
    const set = await open({ signature: "def f()", contextFiles: [{ path: "a.py", text }] });

    expect(set).toMatchObject({ syntax: { lark: expect.stringMatching(/^NL2: .*\\t\\t\/$/m) } });
  });

  test.each([
    [undefined, "no signature"],
    ["class A", "no function"],
    ["    def f(self)", "indented"],
  ])("says why %j is held to nothing", async (signature, why) => {
    expect(await open({ signature })).toMatchObject({
      isAbsent: true,
      why: expect.stringContaining(why),
    });
  });
});
