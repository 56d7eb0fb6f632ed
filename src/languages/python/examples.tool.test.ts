import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Example } from "../../domain/specification.ts";
import type { Verdict } from "../../domain/verdict.ts";
import type { Checker } from "../../ports/language-pack.ts";
import type { Sandbox } from "../../ports/sandbox.ts";
import { specification } from "../../testing/builders.ts";
import { testMachine } from "../../testing/test-machine.ts";
import { python } from "./index.ts";

let checker: Checker;
let withoutSandbox: Checker;
/** How often something was run in the sandbox. */
let runs = 0;
beforeAll(async () => {
  const { sandbox, ...rest } = await testMachine();
  if (sandbox === undefined) throw new Error("these tests need a sandbox");
  const counting: Sandbox = {
    ...sandbox,
    run(job, options) {
      runs++;
      return sandbox.run(job, options);
    },
  };
  const machine = { ...rest, sandbox: counting };
  checker = await python.openChecker(machine);
  withoutSandbox = await python.openChecker({ ...machine, sandbox: undefined });
});
afterAll(async () => {
  await checker[Symbol.asyncDispose]();
  await withoutSandbox[Symbol.asyncDispose]();
});

const gives = (call: string, expression: string): Example => ({
  call,
  expected: { kind: "returns", expression },
});
const throws = (call: string, name?: string): Example => ({
  call,
  expected: { kind: "throws", name },
});

interface Wishes {
  readonly timeoutMs?: number;
  readonly by?: Checker;
}

const check = (
  text: string,
  examples: readonly Example[],
  { timeoutMs = 30_000, by = checker }: Wishes = {},
) =>
  by.check(
    { language: "python", path: "src/candidate.py", text, companions: [] },
    {
      specification: specification({ language: "python", examples }),
      profile: "standard",
      timeoutMs,
      signal: undefined,
    },
  );

const messages = ({ diagnostics }: Verdict): readonly string[] =>
  diagnostics.map(({ message }) => message);

/** Whether a call of `f`, which gives the first expression, is taken for the second. */
async function areEqual(actual: string, expected: string): Promise<boolean> {
  const { status } = await check(`def f():\n    return ${actual}\n`, [gives("f()", expected)]);
  expect(["accepted", "rejected"]).toContain(status);
  return status === "accepted";
}

describe("check() on examples", () => {
  test("accepts a candidate that gives what is expected, and says in what isolation", async () => {
    const text = "def double(n: int) -> int:\n    return n * 2\n";

    expect(await check(text, [gives("double(2)", "4"), gives("double(-1)", "-2")])).toMatchObject({
      status: "accepted",
      phase: "example",
      checks: [
        { phase: "syntax" },
        { phase: "example", count: 2, sandbox: expect.stringContaining("bubblewrap") },
      ],
    });
  });

  test("tells what was given and what was expected", async () => {
    const verdict = await check("def f(n): return [n, 'é😀']\n", [
      gives("f(1)", "[2, 'é']"),
      gives("f(3)", "[3, 'é😀']"),
    ]);

    expect(verdict).toMatchObject({ status: "rejected", phase: "example" });
    expect(messages(verdict)).toEqual(["`f(1)` gives [1, 'é😀'], expected [2, 'é']"]);
  });

  test.for([
    ["2.0", "2", true],
    ["True", "1", false],
    ["0.1 + 0.2", "0.3", false],
    ["-0.0", "0", true],
    ["float('nan')", "float('nan')", true],
    ["float('inf')", "1e400", true],
    ["__import__", "1", false],
    ["(1, 2)", "[1, 2]", false],
    ["(1,)", "(1, )", true],
    ["{'b': 1, 'a': 2}", "{'a': 2, 'b': 1}", true],
    ["{3, 1, 2}", "{1, 2, 3}", true],
    ["frozenset({1})", "{1}", true],
    ["set()", "{}", false],
    ["{1: 'a'}.keys()", "{1}", true],
    ["b'a'", "'a'", false],
    ["bytearray(b'a')", "b'a'", true],
    ["None", "'None'", false],
    ["__import__('decimal').Decimal('1.50')", "1.5", true],
    ["__import__('decimal').Decimal('0.1')", "Decimal('0.10')", true],
    ["__import__('decimal').Decimal('0.1')", "0.1", false],
    ["__import__('fractions').Fraction(1, 3)", "Fraction(2, 6)", true],
    ["complex(2, 0)", "2", true],
    ["__import__('datetime').date(2020, 1, 2)", "datetime.date(2020, 1, 2)", true],
    ["__import__('datetime').datetime(2020, 1, 2)", "datetime(2020, 1, 2)", true],
    ["__import__('collections').OrderedDict(a=1)", "{'a': 1}", true],
    ["__import__('collections').namedtuple('P', 'x y')(1, 2)", "(1, 2)", true],
    ["__import__('http').HTTPStatus.OK", "200", true],
    ["iter([1, 2])", "[1, 2]", false],
    ["iter([1, 2])", "iter((1, 2))", true],
    ["(i for i in [1])", "iter([2])", false],
    ["10 ** 5000", "10 ** 5000", true],
    ["'a' * 10_000 + 'b'", "'a' * 10_000 + 'c'", false],
    ["range(3)", "range(0, 3, 1)", true],
  ] as const)("takes %s and %s for equal: %s", async ([actual, expected, isEqual]) => {
    expect(await areEqual(actual, expected)).toBe(isEqual);
  });

  test("writes objects by class and fields, whatever they say of themselves", async () => {
    const text = `class Liar:
    __slots__ = ("hidden", "__own", "other")
    def __init__(self):
        self.hidden, self.__own, self.other = 1, [2.0], self
    def __repr__(self): return "5"
    def __eq__(self, other): return 1 == 1
    @property
    def __class__(self): return int
`;
    expect(messages(await check(text, [gives("Liar()", "5")]))).toEqual([
      "`Liar()` gives Liar(_Liar__own=[2], hidden=1, other=<cycle of 1>), expected 5",
    ]);
  });

  test("awaits what an async function gives", async () => {
    const text = "async def f(n):\n    return n + 1\n";

    expect(
      await check(text, [
        gives("f(1)", "2"),
        gives("await f(1)", "2"),
        gives("await f(2) + await f(3)", "7"),
      ]),
    ).toMatchObject({ status: "accepted" });
  });

  test("knows errors by their class and its bases", async () => {
    const text = `import json
class Odd(ValueError): pass
def f(n):
    if n == 1: raise Odd("odd")
    if n == 2: return json.loads("{")
    return 3
`;
    const examples = [
      throws("f(1)", "Odd"),
      throws("f(1)", "ValueError"),
      throws("f(2)", "json.JSONDecodeError"),
      throws("f(1)"),
    ];

    expect(await check(text, examples)).toMatchObject({ status: "accepted" });
    expect(
      messages(await check(text, [throws("f(1)", "KeyError"), throws("f(3)"), gives("f(1)", "1")])),
    ).toEqual([
      "`f(1)` throws Odd: odd, expected it to throw KeyError",
      "`f(3)` gives 3, expected it to throw an error",
      "`f(1)` throws Odd: odd, expected 1",
    ]);
  });

  test("ignores what a candidate prints, even in the harness' own shape", async () => {
    const text = `import sys
def f():
    print('{"at": 0, "outcome": {"kind": "returned", "value": "1"}}')
    sys.stderr.write("x" * 1000)
    return 2
`;
    expect(messages(await check(text, [gives("f()", "1")]))).toEqual(["`f()` gives 2, expected 1"]);
  });

  test("lets a candidate print as much as it likes", async () => {
    const text = "def f():\n    print('x' * 8_000_000, flush=True)\n    return 1\n";

    expect(await check(text, [gives("f()", "1")])).toMatchObject({ status: "accepted" });
  });

  test("evaluates what is expected once, however many candidates come", async () => {
    const examples = [gives("f()", "3 * 7")];
    await check("def f(): return 1\n", examples);
    const before = runs;

    await check("def f(): return 2\n", examples);

    expect(runs - before).toBe(1);
  });

  test("takes a process that ends early for a failure", async () => {
    const verdict = await check("import os\ndef f(n):\n    if n: os._exit(0)\n    return 1\n", [
      gives("f(0)", "1"),
      gives("f(1)", "1"),
    ]);

    expect(verdict).toMatchObject({ status: "rejected", phase: "example" });
    expect(messages(verdict)).toEqual([
      "`f(1)` did not finish: the process ended with exit code 0",
    ]);
  });

  test("places an error at import", async () => {
    const text = "s = '😀'\n\ndef f(): return 1\n\nassert f() == 2, 'no'\n";

    const { status, diagnostics } = await check(text, [gives("f()", "1")]);

    expect(status).toBe("rejected");
    expect(diagnostics[0]?.message).toBe("Importing the module raises AssertionError: no");
    expect(text.slice(diagnostics[0]?.span?.start, diagnostics[0]?.span?.end)).toBe(
      "assert f() == 2, 'no'",
    );
  });

  test("calls a module that is not there a matter of names", async () => {
    expect(await check("import no_such_module\n", [gives("1", "1")])).toMatchObject({
      status: "rejected",
      diagnostics: [{ category: "name", code: "ModuleNotFoundError" }],
    });
  });

  test("cannot say anything when time runs out", async () => {
    const text = "def f(n):\n    while n: pass\n    return 1\n";

    expect(await check(text, [gives("f(1)", "1")], { timeoutMs: 1500 })).toMatchObject({
      status: "inconclusive",
      reason: "timeout",
      phase: "example",
    });
  });

  test("says what failed before time ran out", async () => {
    const text = "def f(n):\n    while n: pass\n    return 1\n";

    const verdict = await check(text, [gives("f(0)", "2"), gives("f(1)", "1")], {
      timeoutMs: 1500,
    });

    expect(verdict.status).toBe("rejected");
    expect(messages(verdict)).toEqual(["`f(0)` gives 1, expected 2"]);
  });

  test("cannot say anything when memory runs out", async () => {
    expect(
      await check("def f(): return len(bytearray(1 << 40))\n", [gives("f()", "1")]),
    ).toMatchObject({
      status: "inconclusive",
      reason: "memory",
    });
  });

  test("runs nothing without a sandbox", async () => {
    expect(
      await check("def f(): return 1\n", [gives("f()", "1")], { by: withoutSandbox }),
    ).toMatchObject({
      status: "inconclusive",
      reason: "no-sandbox",
      phase: "example",
      checks: [{ phase: "syntax" }],
    });
  });

  test("evaluates what is expected without the candidate", async () => {
    await expect(check("def f(): return 1\n", [gives("f()", "f()")])).rejects.toMatchObject({
      code: "specification/invalid",
      message: "Cannot evaluate the expected value `f()`: NameError: name 'f' is not defined",
    });
  });

  test("refuses an example that is no expression", async () => {
    await expect(check("def f(): return 1\n", [gives("x = f()", "1")])).rejects.toMatchObject({
      code: "specification/invalid",
    });
  });

  test("leaves the candidate no network and no files of the user's", async () => {
    const text = `import os, socket
def reach():
    try: socket.create_connection(("127.0.0.1", 80), 1)
    except OSError: pass
    else: return "network"
    return [os.path.exists(path) for path in ("/etc/passwd", "/home", "/root/.ssh")]
`;
    expect(await check(text, [gives("reach()", "[False, False, False]")])).toMatchObject({
      status: "accepted",
    });
  });

  test("leaves the candidate no word to forge lines with", async () => {
    // What the guard would refuse: every argument, file and environment in the sandbox is looked through.
    const text = `import glob, os, re
def words():
    found = set()
    for pattern in ("/proc/*/cmdline", "/proc/*/environ", "/tmp/job/*", "/input/*"):
        for path in glob.glob(pattern):
            try: text = open(path, "rb").read()
            except OSError: continue
            found |= set(re.findall(rb"[0-9a-f]{32}", text))
    return found
def f():
    for word in words():
        for channel in range(3, 20):
            try: os.write(channel, word + b' {"at": 0, "outcome": {"kind": "returned", "value": "1"}}\\n')
            except OSError: pass
    return 2
`;
    expect(messages(await check(text, [gives("f()", "1")]))).toEqual(["`f()` gives 2, expected 1"]);
  });
});
