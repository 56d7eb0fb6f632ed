import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  codesOfFamily,
  type JudgeOptions,
  judgeNode,
  type NodeSources,
} from "../../../testing/onex-node.ts";

interface Case {
  readonly rule: string;
  readonly breaks: NodeSources;
  readonly options?: JudgeOptions;
  readonly clean: readonly NodeSources[];
}

const wanted = (signature: string): JudgeOptions => ({
  wanted: { classes: [], functions: [{ name: "price", signature }] },
});

const CASES: readonly Case[] = [
  {
    rule: "SYN001",
    breaks: `def f():\n    x = = 1\n    return x\n`,
    clean: [`def f():\n    return "x = = 1"  # x = = 1\n`],
  },
  {
    rule: "SYN001",
    breaks: `def f():\n    print "x"\n`,
    clean: [`def f():\n    """print "x"."""\n`],
  },
  {
    rule: "SYN002",
    breaks: `def f(g):\n    return await g()`,
    clean: [
      `async def f(g):\n    return await g()`,
      `TEXT = "await x"`,
      `async def f(gs):\n    return [await g async for g in gs]`,
    ],
  },
  { rule: "SYN002", breaks: `X = 1\nreturn X`, clean: [`def f():\n    return 1`] },
  {
    rule: "SYN002",
    breaks: `def f(a, a): pass`,
    clean: [`def f(a, *, b): pass\ndef g(b, a=1, *c, d, **e): pass`],
  },
  {
    rule: "SYN002",
    breaks: `def f():\n    nonlocal x`,
    clean: [`def f():\n    x = 1\n    def g():\n        nonlocal x\n        x = 2\n    return g`],
  },
  {
    rule: "SYN002",
    breaks: `def f(g):\n    return g(a=1, a=2)`,
    clean: [`def f(g, k):\n    return g(1, *k, a=1, **k)`],
  },
  {
    rule: "SYN002",
    breaks: `def f():\n    break`,
    clean: [`def f():\n    while True:\n        if f: break`],
  },
  {
    rule: "SYN003",
    breaks: `def f():\n    x = 1\n    # ... rest of the code unchanged\n    return x`,
    clean: [
      `def f():\n    # the rest is charged later\n    return "rest unchanged"`,
      `def f():\n    # keeps the previous code of the order\n    return 1`,
    ],
  },
  {
    rule: "SYN003",
    breaks: `def f():\n    x = 1\n    ...`,
    clean: [
      `from typing import Protocol\nclass ProtocolA(Protocol):\n    def f(self) -> int:\n        """Tell."""\n        ...`,
      `def f(x: tuple[int, ...]) -> None:\n    x[...]`,
    ],
  },
  {
    rule: "SYN003",
    breaks: `def f():\n    return g(1,\n`,
    clean: [`def f(g):\n    return g(\n        1,\n    )`],
  },
  { rule: "SYN003", breaks: "X = 1\n```\nHope this helps\n", clean: ['X = """\n```\n"""\n'] },
  {
    rule: "SYN004",
    options: wanted("def price(self) -> int"),
    breaks: `def prices() -> int:\n    """def price"""\n    return 1`,
    clean: [`def price() -> int:\n    return 1`],
  },
  {
    rule: "SYN005",
    options: wanted("async def price(self, lines: list[int], rate: float = 0.5) -> int"),
    breaks: `async def price(lines: list[int]) -> int:\n    return 1`,
    clean: [
      `class A:\n    async def price(\n        self,\n        lines: list[ int ],\n        rate: float=0.5,\n    ) -> int:\n        return 1`,
    ],
  },
  {
    rule: "SYN006",
    breaks: `def f() -> int:\n    return missing`,
    clean: [
      `def f(a, *b, **c):\n    d = [e for e in b]\n    with a as (g, h): pass\n    for i, *j in c: pass\n    if (k := a): pass\n    try: pass\n    except OSError as l: print(l)\n    import m.n\n    return d, g, h, i, j, k, m.n, __name__, (lambda o: o)`,
      `def f[T](x: T) -> T:\n    match x:\n        case {"a": a, **r} if a: return r\n        case [b, *c] | (b, c): return b, c\n        case Point(x=d) as e: return d, e\n        case _: return None\nclass Point: pass`,
      `from shop import *\nX = anything`,
      `class A:\n    x = 1\n    y = [_ for _ in range(x)]\n    def f(self) -> "A":\n        return __class__`,
      `def f():\n    global G\n    G = 1\ndef g():\n    return G`,
    ],
  },
  {
    rule: "SYN007",
    breaks: `"""Doc."""\nfrom shop import run\nrun()`,
    clean: [
      `"""Doc."""\nfrom __future__ import annotations\nimport a\ntry:\n    import b\nexcept ImportError:\n    b = None\nX = a, b\n__all__ = ["X"]\n__all__ += ["f"]\ntype Y = int\nif TYPE_CHECKING:\n    import c\n@a\ndef f(): run()`,
    ],
  },
  {
    rule: "SYN008",
    breaks: `from omnibase_core.core.nodes import NodeEffect\nX = NodeEffect`,
    clean: [
      `from omnibase_core.nodes import NodeEffect\nX = NodeEffect`,
      `from omnibase_core_shop.core import Y\nX = Y  # from omnibase_core.core import Y`,
      `from omnibase_core import nodes\nX = nodes`,
    ],
  },
  {
    rule: "SYN008",
    breaks: {
      "n/node.py": `from .models import ModelX\nY = ModelX`,
      "n/models.py": `class ModelY: pass`,
    },
    clean: [
      {
        "n/node.py": `from .models import ModelX\nY = ModelX`,
        "n/models.py": `class ModelX: pass`,
      },
      { "n/node.py": `from .models import ModelX\nY = ModelX` },
    ],
  },
  { rule: "SYN009", breaks: `from shop import *`, clean: [`from shop import x\nY = x * 2`] },
  {
    rule: "SYN010",
    breaks: `def f():\n    import json\n    return json`,
    clean: [
      `def f(x):\n    # import json\n    return x`,
      `def f():\n    if TYPE_CHECKING:\n        import json\n        return json`,
    ],
  },
  {
    rule: "SYN011",
    breaks: `import json\nX = "json"  # json`,
    clean: [
      `import json\ndef f(x: "json.Decoder"): return x`,
      `import json as json\nfrom a import b as b`,
      `import json\n__all__ = ["json"]`,
      { "__init__.py": `from .a import b` },
      `import a.b\nX = a.b`,
      `from a import (  # noqa: F401\n    b,\n)`,
    ],
  },
];

const NAMES = "from typing import TYPE_CHECKING\n";
const withNames = (sources: NodeSources): NodeSources =>
  typeof sources === "string" && /TYPE_CHECKING:/.test(sources) && !sources.includes("__future__")
    ? NAMES + sources
    : sources;

describe("the rules about syntax and shape", () => {
  test.each(CASES)("$rule is broken by `$breaks`", async ({ rule, breaks, options }) => {
    expect(await codesOfFamily("SYN", breaks, options)).toEqual([rule]);
  });

  test.each(
    CASES.flatMap(({ rule, clean, options }) => clean.map((code) => ({ rule, code, options }))),
  )("$rule lets `$code` pass", async ({ rule, code, options }) => {
    expect(await codesOfFamily(rule, withNames(code), options)).toEqual([]);
  });

  test.each([
    ["omnibase_core.errors.error_codes", "EnumCoreErrorCode", "omnibase_core.errors"],
    ["omnibase_core.logging.structured", "emit_log_event", "omnibase_core.logging"],
    ["omnibase_core.models.model_effect_input", "ModelEffectInput", "omnibase_core.nodes"],
    ["omnibase_core.mixins.mixin_retry", "MixinRetry", "retry_policies"],
    ["omnibase_core.models.core.x", "ModelContractResponse", "output model"],
    ["omnibase_core.nodes", "NodeEfect", "NodeEffect"],
  ])("SYN008 says what to write for %s.%s", async (module, name, replacement) => {
    const found = await judgeNode(`from ${module} import ${name}\nX = ${name}\n`);

    expect(found.find(({ code }) => code === "SYN008")?.help).toContain(replacement);
  });

  test("SYN006 says where a name is to be had", async () => {
    const found = await judgeNode(
      `def f(x: ModelONEXContainer) -> Decimal:\n    return Decimal(x)`,
    );

    expect(found.filter(({ code }) => code === "SYN006").map(({ help }) => help)).toEqual([
      expect.stringMatching(/from omnibase_core\..*container.* import ModelONEXContainer/),
      "Add `from decimal import Decimal`",
    ]);
  });

  test("SYN005 says what differs", async () => {
    const [found] = await judgeNode(
      `def price(a: int) -> str:\n    """Say what it costs."""\n    return str(a)`,
      wanted("def price(a: str) -> str"),
    );

    expect(found).toMatchObject({
      code: "SYN005",
      message: "The signature of price differs: `a:int` instead of `a:str`",
    });
  });

  test("a text that cannot be parsed is judged for that alone", async () => {
    expect(await judgeNode(`def f(:\n    raise ValueError()\n    print(x)\n`)).toMatchObject([
      { code: "SYN001", phase: "syntax", category: "syntax", severity: "error" },
    ]);
  });

  test("every place lies in the text, whatever the text is", async () => {
    const parts = fc.constantFrom(
      "def ",
      "f",
      "(",
      ")",
      ":",
      "\n",
      "    ",
      "x",
      "=",
      "1",
      "class ",
      "await ",
      "import ",
      "from ",
      '"',
      "'''",
      "#",
      "…",
      "é",
      "async ",
      "return ",
      "[",
      "]",
      ",",
      "...",
      "raise ",
      "except ",
      "try",
      "lambda ",
      "*",
      "\t",
      "\r\n",
      "@",
      "match ",
      "case ",
      "```",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(parts, { maxLength: 40 }), async (words) => {
        const text = words.join("");
        for (const { span } of await judgeNode(text)) {
          expect(span?.start).toBeGreaterThanOrEqual(0);
          expect(span?.start).toBeLessThanOrEqual(span?.end ?? -1);
          expect(span?.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
