import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Verdict } from "../../domain/verdict.ts";
import type { Checker } from "../../ports/language-pack.ts";
import { specification } from "../../testing/builders.ts";
import { testMachine } from "../../testing/test-machine.ts";
import { python } from "./index.ts";

let checker: Checker;
beforeAll(async () => {
  checker = await python.openChecker(await testMachine());
});
afterAll(() => checker[Symbol.asyncDispose]());

const check = (text: string, signature: string): Promise<Verdict> =>
  checker.check(
    { language: "python", path: "candidate.py", text, companions: [] },
    {
      specification: specification({ language: "python", signature }),
      profile: "standard",
      timeoutMs: 60_000,
      signal: undefined,
    },
  );

describe("check() on the signature", () => {
  test.for([
    [
      "def f(a: int, b: str = 'x') -> bool:",
      'def f(\n    a:int,\n    b : str="x",\n) -> bool:\n    return True\n',
    ],
    [
      "def f(a: int) -> int",
      "# first\nX = 1\n\ndef f(a: int) -> int:  # why\n    'doc'\n    return a\n",
    ],
    ["def f() -> None: ...", "def f() -> None: pass\n"],
    ["async def f(a: int) -> int:", "async def f(a: int) -> int:\n    return a\n"],
    ["class X:", "class X:\n    def helper(self): pass\n"],
    [
      "class X(Exception):\n    code: int\n    def f(self) -> int:",
      "class X(Exception):\n    code: int\n    def f(self) -> int: return 1\n",
    ],
    ["@staticmethod\ndef f(a):", "@staticmethod\ndef f(a): return a\n"],
    ["def f(a, /, b, *c, d=1, **e):", "def f(a, /, b, *c, d = 1, **e): return a\n"],
    [
      "from typing import Optional\ndef f(a: Optional[int]) -> int:",
      "from typing import Optional\ndef f(a: Optional[int]) -> int: return 1\n",
    ],
    [
      "def f(a: int) -> int:\ndef g(a: int) -> int:".replace(":\n", ": ...\n"),
      "def g(a: int) -> int: return 2\ndef f(a: int) -> int: return 1\n",
    ],
    [
      "def f(a):",
      "try:\n    import json\nexcept ImportError:\n    def f(a): return 1\nelse:\n    def f(a): return 2\n",
    ],
  ] as const)("accepts %j", async ([signature, text]) => {
    expect(await check(text, signature)).toMatchObject({
      status: "accepted",
      checks: [{ phase: "syntax" }, { phase: "signature", count: 1 }],
    });
  });

  test.for([
    [
      "def f(a: int) -> int:",
      "def f(a: str) -> int: return 1\n",
      "the type of `a` is str, not int",
    ],
    ["def f(a: int) -> int:", "def f(a) -> int: return 1\n", "the type of `a` is nothing, not int"],
    ["def f(a: int) -> int:", "def f(a: int): return 1\n", "it returns nothing, not int"],
    ["def f(a, b):", "def f(b, a): return 1\n", "its parameters are (b, a), not (a, b)"],
    ["def f(a):", "def f(a, *, b=1): return 1\n", "its parameters are (a, b), not (a)"],
    ["def f(a, *b):", "def f(a, **b): return 1\n", "its parameters are (a, **b), not (a, *b)"],
    ["def f(a, b):", "def f(a, *, b): return 1\n", "its parameters are (a, b), not (a, b)"],
    ["def f(a=1):", "def f(a=2): return 1\n", "the default of `a` is 2, not 1"],
    ["def f(a):", "def f(a=None): return 1\n", "the default of `a` is None, not nothing"],
    ["async def f(a):", "def f(a): return 1\n", "it is a plain function, not an async function"],
    [
      "def f(a):",
      "import functools\n@functools.cache\ndef f(a): return 1\n",
      "it is decorated with functools.cache, not nothing",
    ],
    ["class X(Exception):", "class X: pass\n", "its bases are nothing, not Exception"],
    [
      "class X:\n    def f(self) -> int:",
      "class X:\n    def f(self): return 1\n",
      "`X.f` differs from the signature: it returns nothing, not int",
    ],
    ["class X:\n    code: int", "class X: pass\n", "no field `code: int`"],
    ["def f(a):", "class f: pass\n", "it is a class, not a plain function"],
    ["def f(a):", "def g(a): return 1\n", "asks for the function `f`, which is not there"],
    [
      "def f(a):",
      "class A:\n    def f(a): return 1\n",
      "asks for the function `f`, which is not there",
    ],
    [
      "def f(a):",
      "def f(a): return 1\nf = print\n",
      "asks for the function `f`, which is given another value here",
    ],
    [
      "def f(a):",
      "def f(a): return 1\ndef f(a, b): return 2\n",
      "its parameters are (a, b), not (a)",
    ],
  ] as const)("holds %j against %j", async ([signature, text, message]) => {
    const verdict = await check(text, signature);

    expect(verdict).toMatchObject({
      status: "rejected",
      phase: "signature",
      checks: [{ phase: "syntax" }],
    });
    expect(verdict.diagnostics).toMatchObject([
      {
        category: "specification-changed",
        phase: "signature",
        help: `Declare it as: ${signature}`,
      },
    ]);
    expect(verdict.diagnostics[0]?.message).toContain(message);
  });

  test("points at the head of the declaration", async () => {
    const text = "s = '😀𝒳'\n@print\ndef f(\n    a: str,\n) -> int:\n    return 1\n";

    const [found] = (await check(text, "def f(a: int) -> int:")).diagnostics;

    expect(text.slice(found?.span?.start, found?.span?.end)).toBe("def f(\n    a: str,\n) -> int");
  });

  test.for(["f(a: int) -> int", "def f(", "a plain wish", "", "x: int = 1"])(
    "refuses the signature %j as no declaration",
    async (signature) => {
      await expect(check("x = 1\n", signature)).rejects.toMatchObject({
        code: "specification/invalid",
      });
    },
  );
});
