import { describe, expect, test } from "vitest";
import { createSyntaxParser } from "../../platform/syntax-parser.ts";
import { textOf } from "../nodes.ts";
import { calleeOf } from "./calls.ts";
import { wrapFragment } from "./fragment.ts";
import { functionAround, parametersOf } from "./functions.ts";
import { importsOf } from "./imports.ts";
import { openModule, PYTHON_GRAMMAR } from "./module.ts";
import { calledName, qualifiedName, typeName, typeNames } from "./names.ts";
import { bindingsOf, scopesOf, undefinedNames, unusedImports } from "./scopes.ts";
import { constantText, interpolationsOf } from "./strings.ts";

const syntax = createSyntaxParser();
const open = async (text: string) => openModule(await syntax.parse(text, PYTHON_GRAMMAR));

describe("qualifiedName()", () => {
  test.each([
    ["import datetime as dt\ndt.datetime.now()", "datetime.datetime.now"],
    ["from datetime import datetime as D\nD.now()", "datetime.datetime.now"],
    ["import os.path\nos.path.join()", "os.path.join"],
    ["from .models import A\nA()", ".models.A"],
    ["from . import models\nmodels.A()", ".models.A"],
    ["print()", "print"],
    ["def print(): pass\nprint()", undefined],
    ["import time\ndef f(time):\n    time.time()", undefined],
    ["import time\nclass A:\n    time = 1\n    def f(self):\n        time.time()", "time.time"],
    ["a[0].b()", undefined],
    ["try:\n    import a\nexcept ImportError:\n    a = None\na.b()", "a.b"],
  ])("of what `%s` calls is %s", async (text, name) => {
    const module = await open(text);

    expect(calledName(module.all("call").at(-1)!)).toBe(name);
  });
});

describe("typeName(), typeNames()", () => {
  test("see through brackets, paths and quotes", async () => {
    const module = await open(
      `import nodes as n\nclass A(n.NodeCompute[In, "Out"]): pass\nx: dict[str, "Order | None"]`,
    );
    const base = module.all("subscript")[0]!;

    expect(typeName(base)).toBe("NodeCompute");
    expect(typeNames(module.all("type").at(0)!)).toEqual(["dict", "str", "Order", "None"]);
  });
});

describe("undefinedNames()", () => {
  test("follows the language's rules of scope", async () => {
    const module = await open(
      [
        "def f(a, *b, c=d):",
        "    e = [g for g in a if g]",
        "    return g, e, b, h",
        "class K:",
        "    i = 1",
        "    def m(self): return i",
        "def late(): return after",
        "after = 1",
        "x.y = x",
      ].join("\n"),
    );

    expect(undefinedNames(module).map(({ name }) => name)).toEqual(["d", "g", "h", "i", "x", "x"]);
  });

  test("takes a walrus in a comprehension for a name of the function around", async () => {
    const module = await open("def f(a):\n    any((b := c) for c in a)\n    return b\n");

    expect(undefinedNames(module)).toEqual([]);
  });
});

describe("bindingsOf()", () => {
  test("finds the parameter, not the module's variable of that name", async () => {
    const module = await open("x = 1\ndef f(x):\n    return x\n");
    const use = scopesOf(module).references.at(-1)!;

    expect(bindingsOf(use).map(({ kind }) => kind)).toEqual(["parameter"]);
    expect(qualifiedName(use.node)).toBeUndefined();
  });
});

describe("importsOf(), unusedImports()", () => {
  test("know where an import stands, and what is used in quoted types alone", async () => {
    const module = await open(
      "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import B, C\ndef f(x: 'B'):\n    import d.e\n",
    );

    expect(
      importsOf(module).map(({ boundName, isTypeCheckingOnly, isInFunction }) => [
        boundName,
        isTypeCheckingOnly,
        isInFunction,
      ]),
    ).toEqual([
      ["d", false, true],
      ["TYPE_CHECKING", false, false],
      ["B", true, false],
      ["C", true, false],
    ]);
    expect(unusedImports(module).map(({ boundName }) => boundName)).toEqual(["d", "C"]);
  });
});

describe("parametersOf(), functionAround()", () => {
  test("tell kinds of parameters apart", async () => {
    const module = await open(
      "def f(self, a: int, *b: str, c=1, d: int = 2, **e): pass\ndef g(*, x, y): pass",
    );
    const [f, g] = module.all("function_definition");

    expect(
      parametersOf(f!).map(({ name, kind, isKeywordOnly }) => `${name} ${kind} ${isKeywordOnly}`),
    ).toEqual([
      "self plain false",
      "a plain false",
      "b positional-rest false",
      "c plain true",
      "d plain true",
      "e keyword-rest true",
    ]);
    expect(parametersOf(g!).map(({ isKeywordOnly }) => isKeywordOnly)).toEqual([true, true]);
  });

  test("a default is evaluated outside its function", async () => {
    const module = await open("def f(x=g()):\n    h()\n");
    const [inDefault, inBody] = module.all("call");

    expect(functionAround(inDefault!)).toBeUndefined();
    expect(textOf(calleeOf(inBody!)!)).toBe("h");
    expect(functionAround(inBody!)?.type).toBe("function_definition");
  });
});

describe("constantText(), interpolationsOf()", () => {
  test("join strings, and know what is put into them", async () => {
    const module = await open(`a = ("x" 'y')\nb = f"x{y}" "z"\nc = "" b"q"\n`);
    const [a, b, c] = module.all("concatenated_string");

    expect([a, b, c].map((node) => constantText(node!))).toEqual(["xy", undefined, "q"]);
    expect(interpolationsOf(b!).map(textOf)).toEqual(["y"]);
  });
});

describe("wrapFragment()", () => {
  test.each([
    ["        return await x\n", true],
    ["\treturn x\n", true],
    [" x = 1\n return x\n", true],
    ["\n    # why\n    return x\n", true],
    ["    @property\n    def f(self):\n        return 1\n", true],
    ["def f():\n    return 1\n", false],
    ["# note\nx = 1\n", false],
    ["", false],
  ])("of %j wraps: %s", async (text, isWrapped) => {
    const fragment = wrapFragment(text);
    const { hasError } = await syntax.parse(fragment.text, PYTHON_GRAMMAR);

    expect(fragment.isWrapped).toBe(isWrapped);
    expect(hasError).toBe(false);
    expect(fragment.toOriginal(fragment.text.length)).toBe(text.length);
    expect(fragment.toOriginal(0)).toBe(0);
  });

  test("gives the method the signature that was asked for", () => {
    expect(wrapFragment("    return a\n", "def f(self,\n  a: int) -> int:").text).toBe(
      "class Fragment:\n def f(self, a: int) -> int:\n    return a\n",
    );
  });
});
