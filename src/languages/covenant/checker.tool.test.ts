import { afterAll, describe, expect, test } from "vitest";
import type { Behaviour } from "../../domain/behaviour.ts";
import { isError } from "../../domain/diagnostic.ts";
import type {
  CovenantTaskSpecification,
  ProseSpecification,
  Specification,
} from "../../domain/specification.ts";
import type { Verdict } from "../../domain/verdict.ts";
import { testMachine } from "../../testing/test-machine.ts";
import { openChecker } from "./checker.ts";
import { createStandInFolder } from "./compiler/fixtures/stand-in.ts";

const machine = await testMachine();
const checker = await openChecker(machine);
const folder = createStandInFolder();
afterAll(async () => {
  await checker[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const HEAD = `snippet id="math.double" kind="fn"

signature
  fn name="double"
    param name="n" type="Int"
    returns type="Int"
  end
end`;
const double = (factor: string, tests = ""): string => `${HEAD}

body
  step id="s1" kind="compute"
    op=mul input var="n" input lit=${factor}
    as="product"
  end
  step id="s2" kind="return"
    from="product"
    as="_"
  end
end
${tests}
end
`;
const RIGHT = double("2");

const asked = {
  name: "Double",
  language: "covenant",
  text: "Return twice the number.",
  signature: HEAD,
  examples: [],
  requirements: [],
  contextFiles: [],
  testFiles: [],
  companions: [],
} as const;
const prose = (wishes: Partial<ProseSpecification> = {}): Specification => ({
  ...asked,
  kind: "prose",
  grammar: undefined,
  ...wishes,
});
const example = (call: string, expression: string) =>
  ({ call, expected: { kind: "returns", expression } }) as const;

const behaviour = (name: string, n: number, value: number, isHidden: boolean): Behaviour => ({
  name,
  isHidden,
  args: { n },
  given: { tables: {}, files: {}, answers: {} },
  expected: { outcome: { kind: "returns", value }, tables: {}, files: {}, calls: undefined },
});
const task = (
  behaviours: readonly Behaviour[],
  wishes: Partial<CovenantTaskSpecification["task"]> = {},
): Specification => ({
  ...asked,
  kind: "covenant-task",
  task: {
    id: "pure.double",
    split: "development",
    category: "pure",
    complexity: "simple",
    functionId: "math.double",
    requirements: [],
    declarations: undefined,
    definitions: [],
    behaviours,
    ...wishes,
  },
});

const candidate = (text: string) => ({
  language: "covenant",
  path: "double.cov",
  text,
  companions: [],
});
const options = (specification: Specification | undefined, profile = "strict") => ({
  specification,
  profile,
  timeoutMs: 20_000,
  signal: undefined,
});
const check = (text: string, specification?: Specification): Promise<Verdict> =>
  checker.check(candidate(text), options(specification));
const messages = ({ diagnostics }: Verdict): readonly string[] =>
  diagnostics.filter(isError).map(({ message }) => message);

describe("check()", () => {
  test("runs the examples of prose, by the function's whole or short name", async () => {
    const examples = [example("double(n=4)", "8"), example("math.double(n=0)", "0")];

    const right = await check(RIGHT, prose({ examples }));
    const wrong = await check(double("3"), prose({ examples }));

    expect(right).toMatchObject({ status: "accepted", phase: "example" });
    expect(wrong).toMatchObject({ status: "rejected", phase: "example" });
    expect(messages(wrong)).toEqual([
      expect.stringMatching(/double\(n=4\).*returns 8.*returns 12/),
    ]);
  });

  test("refuses an example that cannot be read, as the user's mistake", async () => {
    const judged = check(RIGHT, prose({ examples: [example("double(4)", "8")] }));

    await expect(judged).rejects.toMatchObject({ code: "specification/invalid" });
  });

  test("tells of a hidden behaviour its name and none of its values", async () => {
    const verdict = await check(
      double("3"),
      task([behaviour("shown", 1, 2, false), behaviour("a large number", 424_242, 848_484, true)]),
    );

    expect(messages(verdict)).toEqual([
      expect.stringContaining('Example "shown" fails: '),
      'Hidden behaviour "a large number" fails',
    ]);
    expect(JSON.stringify(verdict)).not.toMatch(/424_?242|848_?484|1_?272_?726/);
  });

  test("rejects what does not pass its own tests, and the user's", async () => {
    const test = (expected: string): string =>
      `tests\n  test id="T-1" kind="unit"\n    step id="t1" kind="call" fn="math.double" arg name="n" lit=4 as="got" end\n    step id="t2" kind="compute" op=equals input var="got" input lit=${expected} as="ok" end\n  end\nend`;
    const file = {
      path: "double_test.cov",
      text: `snippet id="math.double_test" kind="test"\nbody\n  step id="s1" kind="call" fn="math.double" arg name="n" lit=5 as="got" end\n  step id="s2" kind="compute" op=equals input var="got" input lit=10 as="ok" end\nend\nend\n`,
    };

    expect(await check(double("2", test("8")))).toMatchObject({
      status: "accepted",
      phase: "test",
    });
    expect(await check(double("2", test("9")))).toMatchObject({
      status: "rejected",
      phase: "test",
    });
    expect(await check(RIGHT, prose({ testFiles: [file] }))).toMatchObject({ status: "accepted" });
    expect(await check(double("3"), prose({ testFiles: [file] }))).toMatchObject({
      status: "rejected",
      phase: "test",
      // The user's file is no place in the candidate.
      diagnostics: [{ message: expect.stringContaining("math.double_test"), span: undefined }],
    });
  });

  test.for([
    ["cannot be read", 'snippet id="t.t" kind="test"\nbody\n'],
    ["hold no test", RIGHT.replaceAll("double", "other")],
    ["are empty", ""],
  ] as const)("refuses test files that %s: nobody would notice", async ([, text]) => {
    const testFiles = [{ path: "double_test.cov", text }];

    await expect(check(RIGHT, prose({ testFiles }))).rejects.toMatchObject({
      code: "specification/invalid",
      message: expect.stringContaining("double_test.cov"),
    });
  });

  test("says of a test that it asserts nothing", async () => {
    const verdict = await check(
      double(
        "2",
        'tests\n  test id="T-1" kind="unit"\n    step id="t1" kind="bind" lit=1 as="one" end\n  end\nend',
      ),
    );

    expect(verdict).toMatchObject({
      status: "accepted",
      diagnostics: [{ code: "test/asserts-nothing", severity: "warning" }],
    });
  });

  test("accepts no stub, even where nothing is said that could be run", async () => {
    const stub = RIGHT.replace(/\nbody[^]*?\nend\n/, "\n");

    expect(await check(stub)).toMatchObject({ status: "accepted" });
    expect(await check(stub, prose())).toMatchObject({
      status: "rejected",
      phase: "signature",
      diagnostics: [{ code: "signature/incomplete" }],
    });
  });

  test("knows nothing of what does not come to an end", async () => {
    const endless = RIGHT.replace(
      'step id="s1" kind="compute"\n    op=mul input var="n" input lit=2',
      'step id="s1" kind="call"\n    fn="math.double"\n    arg name="n" from="n"',
    );

    expect(await check(endless, task([behaviour("ends", 1, 2, false)]))).toMatchObject({
      status: "inconclusive",
      phase: "example",
    });
  });

  test("knows nothing of a file beyond its limit", async () => {
    expect(await check(`${RIGHT}//${"x".repeat(2_000_000)}`)).toMatchObject({
      status: "inconclusive",
      reason: "memory",
    });
  });

  test("suggests fixes for the first few hundred findings", async () => {
    const { diagnostics } = await check(
      RIGHT.replace(/\nend\n$/, `${"\nmetadata\nend".repeat(601)}\nend\n`),
    );

    expect(diagnostics.map(({ fixes }) => fixes.length)).toEqual([
      ...Array<number>(500).fill(1),
      ...Array<number>(100).fill(0),
    ]);
  });

  test("carries facts and fixes with what it says", async () => {
    const { diagnostics } = await check(RIGHT.replace('var="n"', 'var="m"'));

    expect(diagnostics.find(isError)).toMatchObject({
      code: "E-SYMBOL-001",
      phase: "type",
      category: "name",
      facts: { rule: "undefined_variable", name: "m", candidates: ["n"] },
      fixes: [{ confidence: expect.any(Number), edits: [{ text: "n" }] }],
    });
  });
});

describe("findBypasses()", () => {
  const find = (text: string) =>
    checker.findBypasses(candidate(text), { timeoutMs: 1000, signal: undefined });

  test.for([
    ["by its id", 'snippet id="fs.write_file" kind="fn"\nend'],
    [
      "by its name",
      'snippet id="my.own" kind="extern"\nsignature\n  fn name="console.println"\n  end\nend\nend',
    ],
  ] as const)("finds a library function that is replaced %s", async ([, text]) => {
    expect(await find(text)).toMatchObject([{ code: "shadowed-library", category: "bypass" }]);
  });

  test.for(["fn", "extern", "extern-abstract"])(
    "finds a function of the file, of kind %s, whose id another one's signature bears",
    async (kind) => {
      const asked = `snippet id="my.own" kind="${kind}"\nsignature\n  fn name="own"\n  end\nend\nend\n`;
      const other =
        'snippet id="my.other" kind="fn"\nsignature\n  fn name="my.own"\n  end\nend\nend\n';

      expect(await find(asked + other)).toMatchObject([{ code: "shadowed-function" }]);
      expect(await find(other + asked)).toMatchObject([{ code: "shadowed-function" }]);
    },
  );

  test("finds what implements a function that is not abstract, or one of the library", async () => {
    const implement = (id: string): string =>
      `snippet id="my.other" kind="extern-impl" implements="${id}" platform="node"\nend\n`;
    const own = (kind: string): string => `snippet id="my.own" kind="${kind}"\nend\n`;

    expect(await find(own("fn") + implement("my.own"))).toMatchObject([
      { code: "shadowed-function" },
    ]);
    expect(await find(own("extern-abstract") + implement("my.own"))).toEqual([]);
    expect(await find(implement("fs.exists"))).toMatchObject([{ code: "shadowed-library" }]);
  });

  test("leaves functions alone that only have the same short name", async () => {
    expect(
      await find(
        'snippet id="my.println" kind="fn"\nsignature\n  fn name="println"\n  end\nend\nend',
      ),
    ).toEqual([]);
  });
});

describe("fix()", () => {
  test("adds given declarations that are missing, and changes nothing else", async () => {
    const declarations =
      'snippet id="math.Unit" kind="struct"\nsignature\n  struct name="Unit"\n  end\nend\nend';

    const fixed = await checker.fix?.(candidate(RIGHT), options(task([], { declarations })));

    expect(fixed?.fixes).toEqual([
      { code: "declaration/missing", title: 'add the given snippet "math.Unit"' },
    ]);
    expect(fixed?.candidate.text).toBe(`${declarations}\n\n${RIGHT}`);
  });

  test("gives nothing for what has no certain fix", async () => {
    expect(await checker.fix?.(candidate(RIGHT), options(prose()))).toBeUndefined();
    expect(await checker.fix?.(candidate("hello"), options(prose()))).toBeUndefined();
  });
});

describe("with the real compiler's stand-in", () => {
  const openWith = async (behaviour: Parameters<typeof folder.install>[1]) =>
    openChecker({
      ...machine,
      locations: {
        ...machine.locations,
        chosen: { covenant: folder.install("covenant", behaviour) },
      },
    });

  test("lets the compiler decide, and tells where the two differ", async () => {
    await using judged = await openWith("judges");
    const wrongForUs = RIGHT.replace('var="n"', 'var="m"');

    const verdict = await judged.check(candidate(wrongForUs), options(undefined, "compat"));

    expect(judged.tool).toEqual({ name: "covenant", version: "0.4.2" });
    expect(verdict).toMatchObject({ status: "accepted" });
    expect(verdict.diagnostics).toMatchObject([
      { code: "difference/verdict", severity: "information" },
    ]);
  });

  test("knows nothing of what the compiler accepts and ours cannot read", async () => {
    await using judged = await openWith("judges");
    const unread = RIGHT.replace("op=mul", "op=multiply");

    const verdict = await judged.check(candidate(unread), options(prose(), "compat"));

    expect(verdict).toMatchObject({ status: "inconclusive", reason: "tool-crash" });
  });

  test("refuses a chosen compiler that fails its probes", async () => {
    await expect(openWith("panics")).rejects.toMatchObject({ code: "toolchain/missing" });
  });
});
