import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Verdict } from "../../domain/verdict.ts";
import type { Checker } from "../../ports/language-pack.ts";
import { testMachine } from "../../testing/test-machine.ts";
import { python } from "./index.ts";

let checker: Checker;
beforeAll(async () => {
  checker = await python.openChecker(await testMachine());
});
afterAll(() => checker[Symbol.asyncDispose]());

const check = (text: string): Promise<Verdict> =>
  checker.check(
    { language: "python", path: "app/candidate.py", text, companions: [] },
    { specification: undefined, profile: "standard", timeoutMs: 60_000, signal: undefined },
  );

/** The text with what the first diagnostic points at between « and ». */
async function mark(text: string): Promise<string> {
  const { status, diagnostics } = await check(text);
  expect(status).toBe("rejected");
  const span = diagnostics[0]?.span;
  if (span === undefined) return "nowhere";
  return `${text.slice(0, span.start)}«${text.slice(span.start, span.end)}»${text.slice(span.end)}`;
}

describe("check() on syntax", () => {
  test("accepts what CPython compiles", async () => {
    expect(await check("def f(a: int) -> int:\n    return a\n")).toMatchObject({
      status: "accepted",
      phase: "syntax",
      checks: [{ phase: "syntax", count: 1, sandbox: undefined }],
    });
  });

  // The parser counts characters, the compiler bytes of UTF-8, and we UTF-16 code units.
  test.for([
    ["a parser's error after an emoji", 'x = "😀"; y = = 2\n', 'x = "😀"; y = «=» 2\n'],
    ["after a letter beyond the 16-bit plane", 'x = "𝒳𐐀"; y = = 2\n', 'x = "𝒳𐐀"; y = «=» 2\n'],
    ["after a letter of two bytes", "é = = 2\n", "é = «=» 2\n"],
    ["on a later line", '"""😀\n😀"""\nx = (😀)\n', '"""😀\n😀"""\nx = («😀»)\n'],
    [
      "after lines that end with CRLF and CR",
      '"😀"\r\n"😀"\rx = = 1\r\n',
      '"😀"\r\n"😀"\rx = «=» 1\r\n',
    ],
  ] as const)("places %s", async ([, text, marked]) => {
    expect(await mark(text)).toBe(marked);
  });

  test("places a compiler's error after an emoji", async () => {
    expect(await mark('s = "😀𝒳é"; return 1\n')).toMatch(/^s = "😀𝒳é"; «r/);
  });

  test("places a name that nothing defines after an emoji", async () => {
    expect(await mark('s = "😀𝒳é"; print(nope)\n')).toBe('s = "😀𝒳é"; print(«nope»)\n');
  });

  test("places a zero byte, which CPython does not place", async () => {
    expect(await mark('"😀"; x = 1\0\n')).toBe('"😀"; x = 1«\0»\n');
  });

  test("places half of a surrogate pair, which UTF-8 cannot hold", async () => {
    expect(await mark('"😀"; x = "\ud800"\n')).toBe('"😀"; x = "«\ud800»"\n');
  });

  test("tells the language's own words and category", async () => {
    expect(await check("def f(a, a): pass\n")).toMatchObject({
      phase: "syntax",
      diagnostics: [
        {
          tool: "cpython",
          code: "SyntaxError",
          category: "syntax",
          message: "duplicate argument 'a' in function definition",
        },
      ],
      checks: [],
    });
  });
});

describe("check() on undefined names", () => {
  test("says what to import", async () => {
    expect(await check("def f(a: List[int]) -> int:\n    return a[0]\n")).toMatchObject({
      status: "rejected",
      diagnostics: [
        {
          code: "undefined-name",
          category: "name",
          help: "Add: from typing import List",
          span: { start: 9, end: 13 },
        },
      ],
    });
  });

  test.for([
    "def f():\n    return later\nlater = 1\n",
    "from os.path import *\nprint(join('a', 'b'))\n",
    "try:\n    unicode\nexcept NameError:\n    unicode = str\n",
    "try:\n    text = unicode('a')\nexcept Exception:\n    text = 'a'\n",
    "import sys\nif sys.version_info[0] < 3:\n    print(unichr(1))\n",
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import B\ndef f(b: 'B') -> 'C': return b\n",
    "from __future__ import annotations\ndef f(b: Unknown) -> Unknown: return b\n",
    "def f():\n    x: Unknown = 1\n    return x\n",
    "class A:\n    x = 1\n    y = [i for i in range(x)]\n    def f(self): return __class__\n",
    "def f(a):\n    match a:\n        case {'k': v, **rest}: return v, rest\n        case [first, *others]: return first, others\n        case int() as n: return n\n",
    "x = [y := 1, y]\nprint(y, [last := i for i in range(3)], last)\n",
    "def f():\n    global made\n    made = 1\ndef g(): return made\n",
    "def outer():\n    n = 0\n    def inner():\n        nonlocal n\n        n += 1\n        return n\n    return inner\n",
    "print(__name__, __file__, __doc__, __builtins__, exit, WindowsError)\n",
    "globals()['made'] = 1\nprint(made)\n",
    "import a.b.c\nimport d.e as f\nfrom g import h as i\nprint(a, f, i)\n",
    "for i, (j, *k) in []: print(i, j, k)\nwith open('a') as b, open('c') as (d, e): print(b, d, e)\ntry: pass\nexcept OSError as err: print(err)\n",
    "f = lambda a, *b, c=1, **d: (a, b, c, d)\n{k: v for k, v in {}.items() if k for w in v if w}\n",
  ])("is silent on %j", async (text) => {
    expect((await check(text)).diagnostics.filter(({ code }) => code === "undefined-name")).toEqual(
      [],
    );
  });

  test("knows that a class's names are not its methods'", async () => {
    expect(await mark("class A:\n    size = 1\n    def f(self): return size\n")).toMatch(
      /return «size»/,
    );
  });
});
