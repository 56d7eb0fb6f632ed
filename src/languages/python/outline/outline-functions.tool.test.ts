import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FunctionOutline } from "../../../ports/migration.ts";
import { testMachine } from "../../../testing/test-machine.ts";
import { outlineFunctions } from "./outline-functions.ts";

const machine = await testMachine();
const outline = (text: string): Promise<readonly FunctionOutline[]> =>
  outlineFunctions({ path: "a.py", text }, machine);

const byName = (outlines: readonly FunctionOutline[]): ReadonlyMap<string, FunctionOutline> =>
  new Map(outlines.map((each) => [each.name, each]));

const kinds = ({ constructs }: FunctionOutline): readonly string[] =>
  constructs.map(({ kind, text }) => `${kind} ${text}`);

const orders = byName(
  await outline(readFileSync(new URL("./fixtures/orders.py.txt", import.meta.url), "utf8")),
);
const order = (name: string): FunctionOutline => {
  const found = orders.get(name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};

/** One function for each body, all in one file: `f0`, `f1`, … */
const outlineBodies = async (
  bodies: readonly string[],
  before = "",
): Promise<readonly FunctionOutline[]> => {
  const text = bodies.map((body, index) => `def f${index}(x, e):\n    ${body}\n`).join("\n");
  const found = byName(await outline(`${before}\n${text}`));
  return bodies.map((_, index) => found.get(`f${index}`) as FunctionOutline);
};

describe("outlineFunctions()", () => {
  test("finds functions, lambdas in variables and methods, in source order", () => {
    expect([...orders.keys()]).toEqual([
      ...["add", "total", "safe_total", "never_raises", "Base.log", "Order.save", "Order._helper"],
      ...["Order.size", "Order.size.setter", "Order.parse", "Order.empty", "Order.unused"],
      ...["fetch", "numbers", "apply", "double", "maybe", "in_quotes"],
    ]);
  });

  test("reads parameters, result, docstring and place", () => {
    expect(order("total")).toMatchObject({
      parameters: [
        { name: "order", type: "Order", defaultValue: undefined },
        { name: "rate", type: "float", defaultValue: "RATE" },
        { name: "note", type: "Optional[str]", defaultValue: "None" },
      ],
      returns: "float",
      description: "Total with tax.\n\nRaises OrderError for an empty one.",
      lines: { first: 40, last: 47 },
    });
    expect(order("total").text).toMatch(/^def total\(order: "Order"[^]* 1 \/ 2 \/\/ 1$/);
    expect(order("Order.size").text).toMatch(/^ {4}@property\n {4}def size/);
    expect(order("add").description).toBe("Adds it all up.\nIn two lines.");
    expect(order("in_quotes").parameters[0]?.defaultValue).toBe("'abc'");
  });

  test("gives a method its own object where it uses it, and lists for further arguments", () => {
    expect(order("Order.save").parameters.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      ...["self: Order", "path: Path", "names: list[str]", "more: dict[str, int]"],
    ]);
    expect(order("Order.unused").parameters.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(order("Order.parse").parameters.map(({ name }) => name)).toEqual(["text"]);
    expect(order("Order.empty").parameters).toEqual([]);
  });

  test("says that nothing comes back where no path gives a value", () => {
    expect(order("Order.size.setter").returns).toBe("None");
    expect(order("safe_total").returns).toBeUndefined();
    expect(order("numbers")).toMatchObject({ returns: "Iterator[int]", isGenerator: true });
    expect(order("fetch")).toMatchObject({ returns: "bytes", isAsync: true });
  });

  test("shows what a function uses of its file, and nothing else, in the order of the file", () => {
    expect(order("apply").surroundings).toBe(
      'from typing import Callable, Iterator, Optional, TypeVar\nT = TypeVar("T")',
    );
    expect(order("fetch").surroundings).toBe(
      "import requests\nCACHE: dict[str, int] = {}\nsession = requests.Session()",
    );
    expect(order("double").surroundings).toBe("");
  });

  test("shows a method its class, without the methods that it does not call", () => {
    const { surroundings } = order("Order.save");

    expect(surroundings).toContain("class Order(Base):\n    items: list[Item]");
    expect(surroundings).toContain("def _helper(self)");
    expect(surroundings).toContain("class Base:");
    expect(surroundings).not.toMatch(/def save|def unused|def parse/);
  });

  test("resolves imports, variables, fields and types to whole names", () => {
    expect(order("Order.save").calls).toEqual([
      ...["sqlite3.Connection.cursor.execute", "len", "list.append", "pathlib.Path.write_text"],
      ...["ujson.dumps", "os.environ"],
    ]);
    expect(order("fetch").calls).toEqual(["requests.Session.get", "print", "requests.Session"]);
    expect(order("maybe").calls).toEqual(["datetime.datetime.now"]);
  });

  test("resolves what stands in a function", async () => {
    const cases = [
      ["return m.y()", "a.b.y"],
      ["return n()", "a.c"],
      ["return q.r()", "q.r"],
      ["return rel()", ".near.rel"],
      ["import json\n    return json.loads(x)", "json.loads"],
      ["return open(x).read()", "open.read"],
      ["with open(x) as file:\n        return file.read()", "open.read"],
      ["return os.environ['A']", "os.environ"],
      ["return map(print, x)", "print"],
      ["return ', '.join(x)", "str.join"],
      ["return x.y()", "*.y"],
    ] as const;

    const found = await outlineBodies(
      cases.map(([body]) => body),
      "import a.b as m\nfrom a import c as n\nimport q.r, os\nfrom .near import rel",
    );

    for (const [index, [, name]] of cases.entries()) expect(found[index]?.calls).toContain(name);
  });

  test("follows functions of the file, and takes no local name for a global", async () => {
    const [follows, shadows] = await outlineBodies(
      ["return g()", "open = x.y\n    return open(1)"],
      "def g():\n    print(1)\n",
    );

    expect(follows?.calls).toEqual(["print"]);
    expect(shadows?.calls).toEqual([]);
  });

  test("names the errors that leave, and none that is caught inside", async () => {
    const cases = [
      ["raise TypeError('x')", ["TypeError"]],
      ["raise TypeError", ["TypeError"]],
      ["error = TypeError()\n    raise error", ["TypeError"]],
      ["raise e", ["Exception"]],
      ["assert x", ["AssertionError"]],
      ["g()", ["Mine"]],
      ["try:\n        g()\n    except ValueError:\n        pass", []],
      ["try:\n        g()\n    except (KeyError, OSError):\n        pass", ["Mine"]],
      ["try:\n        g()\n    finally:\n        pass", ["Mine"]],
      ["try:\n        x()\n    except KeyError:\n        raise", ["KeyError"]],
      ["try:\n        x()\n    except KeyError as error:\n        raise error", ["KeyError"]],
      ["try:\n        raise KeyError\n    except LookupError:\n        pass", []],
      ["try:\n        raise KeyError\n    except:\n        pass", []],
    ] as const;

    const found = await outlineBodies(
      cases.map(([body]) => body),
      "class Mine(ValueError):\n    pass\n\ndef g():\n    raise Mine()\n",
    );

    expect(found.map(({ raises }) => raises)).toEqual(cases.map(([, raises]) => raises));
    expect(order("safe_total").raises).toEqual(["ValueError"]);
    expect(order("never_raises").raises).toEqual([]);
  });

  test("tells the constructs that other languages may lack", async () => {
    const cases = [
      ["x.append(1)", "changed-argument x.append(1)"],
      ["x.y[0] += 1", "changed-argument x.y[0]"],
      ["del x[0]", "changed-argument x[0]"],
      ["global n\n    n = 1", "module-state n"],
      ["seen[x] = 1", "module-state seen"],
      ["[print(each) for each in x]", "discarded-values [print(each) for each in x]"],
      ["return x ** 2", "exponent x ** 2"],
      ["return x // 2", "floor-division x // 2"],
      ["return x % 2", "floor-division x % 2"],
      ["return x / 2", "true-division x / 2"],
      ["return x(1)", "function-argument x"],
      ["return lambda: x", "inner-function lambda: x"],
      ['return f"a{x}"', 'text-formatting f"a{x}"'],
      ['return "%s" % x', 'text-formatting "%s" % x'],
      ['return "{}".format(x)', 'text-formatting "{}".format(x)'],
      ["return x[-1]", "negative-index x[-1]"],
      ["return x[:-2]", "negative-index x[:-2]"],
      ["with x:\n        pass", "managed-context x"],
    ] as const;

    const found = await outlineBodies(
      cases.map(([body]) => body),
      "seen = {}\nn = 0",
    );

    expect(found.map(kinds)).toEqual(cases.map(([, construct]) => [construct]));
    expect(kinds(order("apply"))).toContain("type-parameter T");
    expect(kinds(order("Order.save"))).toContain("variable-arguments more");
    expect(kinds(order("Order.save"))).toContain("inheritance Base");
    expect(kinds(order("Order.parse"))).toEqual([]);
  });

  test("tells decorators, but those that say what kind of a method it is", async () => {
    const text =
      "import functools\n@functools.cache\ndef f(): pass\nclass A:\n    @property\n    def m(self): pass\n";

    const [free, method] = await outline(text);

    expect(kinds(free as FunctionOutline)).toEqual(["decorator functools.cache"]);
    expect(kinds(method as FunctionOutline)).toEqual([]);
  });

  test("takes the last function of a name, and tells overloads", async () => {
    const text =
      "from typing import overload\n@overload\ndef f(a: int) -> int: ...\ndef f(a):\n    return a\ndef g(): pass\ndef g():\n    return 1\n";

    const found = byName(await outline(text));

    expect(kinds(found.get("f") as FunctionOutline)).toEqual([
      "overload def f(a: int) -> int: ...",
    ]);
    expect(found.get("g")?.lines.first).toBe(7);
  });

  test("leaves out what is too much to show, and says so", async () => {
    const [found] = await outline(
      `def f():\n    return small + big\nsmall = 1\nbig = "${"x".repeat(30_000)}"\n`,
    );

    expect(found?.surroundings).toBe("small = 1");
    expect(kinds(found as FunctionOutline)).toEqual(["left-out big"]);
  });

  test.for([
    ["a syntax error", "a = 1\ndef f(:\n", /"a\.py": line 2: invalid syntax/],
    ["a lost indentation", "def f():\n    pass\n  pass\n", /line 3: /],
    ["a zero byte", "def f(): return '\u0000'", /null bytes/],
    ["brackets nested beyond any use", `x = ${"[".repeat(100_000)}`, /nested/],
    ["operators nested beyond the stack", `x = ${"-".repeat(50_000)}1`, /nested/],
  ] as const)("refuses %s", async ([, text, message]) => {
    await expect(outline(text)).rejects.toMatchObject({
      code: "source/unreadable",
      message: expect.stringMatching(message),
    });
  });

  test.for([
    ["nothing", "", 0],
    ["lines that end with a carriage return", "def f():\r    return 1\rdef g(): return f()\r", 2],
    ["separators of Unicode inside", "def f():\n    return '\u2028\f'\n\fdef g(): return f()\n", 2],
    ["a long chain of calls", `def f(a): return a${".b()".repeat(3000)}`, 1],
    ["variables that lead in a circle", "a = b\nb = a\ndef f(): return a.b()\n", 1],
    ["many operators on one line", `def f(a): ${"a ** 1; ".repeat(5000)}`, 1],
  ] as const)("reads %s", async ([, text, count]) => {
    const found = await outline(text);

    expect(found).toHaveLength(count);
    for (const { text: own, lines } of found) {
      expect(own).toBe(
        text
          .split(/\r\n|\r|\n/)
          .slice(lines.first - 1, lines.last)
          .join("\n"),
      );
    }
  });

  test("gives functions or one fault for any text", async () => {
    const word = fc.constantFrom(
      ...["def", "f", "(", ")", ":", "\n", "\n    ", "class", "self", ".", "=", "import", "try"],
      ...["raise", "with", "as", "lambda", "except", "return", "async", "*", "**", '"""', "x", "@"],
    );

    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 30 }), async (words) => {
        const text = `def before(): pass\n${words.join(" ")}`;
        const ended = await outline(text).then(
          (found) => found[0]?.name,
          (error: { readonly code?: string }) => error.code,
        );

        expect(["before", "source/unreadable"]).toContain(ended);
      }),
      { numRuns: 15 },
    );
  });
});
