import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isError } from "../../domain/diagnostic.ts";
import { fillSlots } from "../../domain/slot.ts";
import type { SourceText } from "../../domain/source-text.ts";
import { type FormalSpecification, formalSpecificationOf } from "../../domain/specification.ts";
import type { Checker } from "../../ports/language-pack.ts";
import { readRows } from "../../testing/read-rows.ts";
import { testMachine } from "../../testing/test-machine.ts";
import { formal } from "./formal/formal.ts";
import { dafny } from "./index.ts";

const TIMEOUT_MS = 60_000;
/** Every third recorded task is proved, all of them where this is set: they take minutes. */
const isThorough = process.env["SPECWRIGHT_ALL_PROOFS"] !== undefined;

interface Row {
  readonly id: string;
  readonly spec_text: string;
  readonly slots: Readonly<Record<string, string>>;
  readonly expected: "accept" | "reject";
}
const specify = (
  source: string,
  wishes: { readonly path?: string; readonly contextFiles?: readonly SourceText[] } = {},
): FormalSpecification => {
  const slots = formal.readSlots(source);
  const task = { name: "task", language: "dafny", path: "task.dfy", source, slots };
  return { ...formalSpecificationOf(task), text: "", ...wishes };
};

const fill = (specification: FormalSpecification, slots: Readonly<Record<string, string>>) => {
  const whole = (text: string): string => (text === "" || text.endsWith("\n") ? text : `${text}\n`);
  return fillSlots(
    specification,
    new Map(Object.entries(slots).map(([name, text]) => [name, whole(text)])),
  );
};

let checker: Checker;
beforeAll(async () => {
  checker = await dafny.openChecker(await testMachine());
});
afterAll(() => checker?.[Symbol.asyncDispose]());

const [profile] = dafny.profiles;
const judge = (text: string, specification?: FormalSpecification, timeoutMs = TIMEOUT_MS) => {
  const path = specification?.path ?? "task.dfy";
  const candidate = { language: "dafny", path, text, companions: [] };
  return checker.check(candidate, { specification, profile, timeoutMs, signal: undefined });
};
const answer = (specification: FormalSpecification, slots: Readonly<Record<string, string>>) =>
  judge(fill(specification, slots), specification);
const examine = async (specification: FormalSpecification) => {
  const limits = { timeoutMs: TIMEOUT_MS, signal: undefined };
  const report = await checker.examineStub?.(specification, limits);
  if (report === undefined) throw new Error("there is no examineStub");
  return report;
};

describe.for(["first-attempts", "attempts"])("check() decides every one of the %s", (name) => {
  test.for(readRows<Row>(`datasets/cheating/dafny/${name}.jsonl`))(
    "$expected: $id",
    async ({ spec_text, slots, expected }) => {
      const specification = specify(spec_text);
      // Some cheats end by time alone: they need not have a minute.
      const timeoutMs = expected === "accept" ? TIMEOUT_MS : 8000;
      const verdict = await judge(fill(specification, slots), specification, timeoutMs);

      const [said] = verdict.diagnostics;
      expect({ isAccepted: verdict.status === "accepted", said }).toMatchObject({
        isAccepted: expected === "accept",
      });
    },
  );
});

describe("check() on recorded tasks", () => {
  interface Task {
    readonly id: string;
    readonly spec_text: string;
    readonly solution_slots: Readonly<Record<string, string>>;
    readonly failing_slots: Readonly<Record<string, string>>;
  }
  const tasks = readRows<Task>("datasets/vericoding/dafny.jsonl");
  test.for(tasks.filter((_, at) => isThorough || at % 3 === 0))("$id", async (task) => {
    const specification = specify(task.spec_text);

    const right = await answer(specification, task.solution_slots);
    const wrong = await answer(specification, task.failing_slots);

    expect(right).toMatchObject({ status: "accepted", phase: "proof" });
    expect(right.checks.map(({ phase }) => phase)).toEqual(["lock", "proof"]);
    expect(wrong.status).not.toBe("accepted");
  });
});

const TASK = `function Double(x: int): int { 2 * x }

method Twice(x: int) returns (r: int)
  ensures r == Double(x)
`;

describe("check()", () => {
  test("names the assertion that fails, and what it belongs to", async () => {
    const specification = specify(TASK);

    const verdict = await answer(specification, { "body of Twice": " {\n  r := x; // ä\n}" });

    expect(verdict).toMatchObject({ status: "rejected", phase: "proof" });
    const [error] = verdict.diagnostics.filter(isError);
    expect(error).toMatchObject({
      code: "BP5003",
      category: "test",
      facts: { kind: "postcondition" },
    });
    const text = fill(specification, { "body of Twice": " {\n  r := x; // ä\n}" });
    expect(text.slice(error?.related[0]?.span?.start)).toMatch(/^== Double\(x\)/);
  });

  test("is locked against what was written outside of the slots", async () => {
    const specification = specify(TASK);
    const filled = fill(specification, { "body of Twice": " { r := 2 * x; }" });

    expect(await judge(filled, specification)).toMatchObject({ status: "accepted" });
    expect(await judge(filled.replace("2 * x }", "x + x }"), specification)).toMatchObject({
      status: "rejected",
      phase: "lock",
      diagnostics: [{ code: "frozen-text", category: "specification-changed" }],
    });
  });

  test("proves the files that are included, and once", async () => {
    const lie = { path: "lib/lie.dfy", text: "lemma Lie() ensures false { }\n" };
    const truth = { path: "lib/lie.dfy", text: "lemma Lie() ensures true { }\n" };
    const source = 'include "lib/lie.dfy"\nmethod M() returns (r: int)\n  ensures r == 1\n';
    const slots = { "body of M": " {\n  Lie();\n  r := 1;\n}" };

    const on = (file: SourceText) => answer(specify(source, { contextFiles: [file] }), slots);

    expect(await on(truth)).toMatchObject({ status: "accepted" });
    expect(await on(lie)).toMatchObject({
      status: "rejected",
      diagnostics: [{ span: { file: "lib/lie.dfy" } }],
    });
  });

  test("takes an include from the machine for a bypass", async () => {
    const verdict = await judge('include "/etc/hostname"\nlemma L() ensures true { }\n');

    expect(verdict).toMatchObject({ status: "rejected", phase: "guard" });
  });

  test("tells of an include that is not there", async () => {
    const verdict = await judge('include "gone.dfy"\nlemma L() ensures true { }\n');

    expect(verdict).toMatchObject({
      status: "rejected",
      diagnostics: [{ code: "include-missing", span: { start: 0, end: 18 } }],
    });
  });

  test("keeps a proof that took too long apart from a wrong one", async () => {
    const hard =
      "lemma Hard(a: nat, b: nat, c: nat)\n  requires a > 0 && b > 0 && c > 0\n  ensures a*a*a*a + b*b*b*b != c*c*c*c\n{\n}\n";

    const verdict = await judge(hard, undefined, 4_000);

    expect(verdict).toMatchObject({ status: "inconclusive", reason: "timeout" });
    expect(verdict.diagnostics.filter(isError)[0]).toMatchObject({ category: "resource" });
  });

  test.for([
    ["nothing at all", ""],
    ["one big comment", "/* lemma L() ensures false { } */"],
    ["definitions alone", "datatype T = A | B\n"],
  ])("never accepts %s", async ([, text = ""]) => {
    expect((await judge(text)).status).toBe("rejected");
  });

  test("judges a whole file, traits and what they leave open included", async () => {
    const text = `trait Shape { function method Area(): int reads this method Grow() modifies this }
class Square extends Shape {
  var side: int
  constructor (s: int) ensures side == s { side := s; }
  function method Area(): int reads this { side * side }
  method Grow() modifies this { side := side + 1; }
}
`;
    expect(await judge(text)).toMatchObject({ status: "accepted" });
  });
});

describe("examineStub()", () => {
  test("counts what holds with the slots left open", async () => {
    expect(await examine(specify(TASK))).toEqual({
      isUsable: true,
      diagnostics: [],
      verifiedCount: 1,
    });
  });

  test("refuses names that nobody declares, with their places", async () => {
    const report = await examine(
      specify("method M(x: int) returns (r: int)\n  ensures r == Max(x)\n"),
    );

    expect(report.isUsable).toBe(false);
    expect(report.diagnostics[0]).toMatchObject({
      category: "name",
      message: "unresolved identifier: Max",
    });
  });

  test("counts beside slots that stand before other text", async () => {
    const text = `${TASK}\nlemma Later(x: int) ensures Double(x) == x + x { }\n`;

    expect(await examine(specify(text))).toMatchObject({ isUsable: true, verifiedCount: 2 });
  });

  test("refuses given text that does not hold, whatever is written into it", async () => {
    const report = await examine(specify(`lemma Wrong() ensures false { }\n${TASK}`));

    expect(report).toMatchObject({ isUsable: false, diagnostics: [{ phase: "proof" }] });
  });
});

describe("testBrittleness()", () => {
  test("proves again with other seeds and in half the time", async () => {
    const specification = specify(TASK);
    const text = fill(specification, { "body of Twice": " { r := 2 * x; }" });
    const candidate = { language: "dafny", path: "task.dfy", text, companions: [] };

    const report = await checker.testBrittleness?.(candidate, {
      ...{ specification, profile, timeoutMs: TIMEOUT_MS, signal: undefined },
    });

    expect(report?.trials.map(({ label, outcome }) => `${label}: ${outcome}`)).toEqual([
      "seed 1: held",
      "seed 2: held",
      "seed 3: held",
      "half the time: held",
    ]);
  });
});
