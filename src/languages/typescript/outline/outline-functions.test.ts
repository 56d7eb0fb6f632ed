import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FunctionOutline } from "../../../ports/migration.ts";
import { outlineFunctions } from "./outline-functions.ts";

const outline = (text: string, path = "a.ts"): readonly FunctionOutline[] =>
  outlineFunctions({ path, text });

const outlineFixture = (path: string): ReadonlyMap<string, FunctionOutline> => {
  const text = readFileSync(new URL(`./fixtures/${path}.txt`, import.meta.url), "utf8");
  return new Map(outline(text, path).map((each) => [each.name, each]));
};

const only = (text: string, path?: string): FunctionOutline => {
  const [first, ...others] = outline(text, path);
  if (first === undefined || others.length > 0) throw new Error("one function is wanted");
  return first;
};

const kinds = ({ constructs }: FunctionOutline): readonly string[] =>
  constructs.map(({ kind, text }) => `${kind} ${text}`);

describe("outlineFunctions()", () => {
  const orders = outlineFixture("orders.ts");
  const order = (name: string): FunctionOutline => {
    const found = orders.get(name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    return found;
  };

  test("finds declarations, functions in variables, methods and exports, in source order", () => {
    expect([...orders.keys()]).toEqual([
      ...["sum", "total", "safeTotal", "load", "send", "overloaded", "configure", "apply"],
      ...["Store.find", "Store.first", "Store.size", "Store.size.setter", "Store.of"],
      ...["Store.unused", "default", "Inner.deep"],
    ]);
  });

  test("finds what CommonJS exports, and methods of prototypes", () => {
    expect([...outlineFixture("legacy.js").keys()]).toEqual([
      ...["countLines", "Counter", "Counter.add", "run", "numbers"],
    ]);
  });

  test("reads the types of JSDoc where the code has none", () => {
    expect(outlineFixture("legacy.js").get("countLines")).toMatchObject({
      parameters: [
        { name: "file", type: "string", defaultValue: undefined },
        { name: "skip", type: "boolean | undefined", defaultValue: undefined },
      ],
      returns: "number",
    });
  });

  test("reads parameters, result, comment and place", () => {
    const { parameters, returns, description, lines } = order("total");

    expect(parameters).toEqual([
      { name: "order", type: "Order", defaultValue: undefined },
      { name: "rate", type: undefined, defaultValue: "RATE" },
    ]);
    expect(returns).toBe("number");
    expect(description).toBe("Total with tax.\n\n@param order the order");
    expect(lines).toEqual({ first: 26, last: 34 });
    expect(order("total").text).toMatch(/^\/\*\*\n \* Total with tax[^]*\n}$/);
  });

  test("takes a pattern apart, by the type beside it or in the file", () => {
    const pattern = "{ a, b: c = 1, ...rest }";
    const typed = only(
      `interface T { a?: string; b: number } const f = (${pattern}: T): void => {}`,
    );

    expect(typed.parameters).toEqual([
      { name: "a", type: "string | undefined", defaultValue: undefined },
      { name: "c", type: "number", defaultValue: "1" },
      { name: "rest", type: undefined, defaultValue: undefined },
    ]);
    expect(kinds(typed)).toEqual([`destructured-parameter ${pattern}: T`]);
  });

  test("gives a method its own object, where it uses it", () => {
    const self = { name: "this", type: "Store", defaultValue: undefined };

    expect(order("Store.find").parameters[0]).toEqual(self);
    expect(order("Store.first").parameters.map(({ name }) => name)).toEqual(["rows"]);
    expect(order("Store.of").parameters.map(({ name }) => name)).toEqual(["name"]);
    expect(outlineFixture("legacy.js").get("Counter.add")?.parameters[0]?.type).toBe("Counter");
  });

  test("says that nothing comes back where no path gives a value", () => {
    expect(only("function f(a) { if (a) return; g(() => { return 1; }); }").returns).toBe("void");
    expect(only("function f(a) { if (a) return a; }").returns).toBeUndefined();
    expect(only("const f = (a) => a;").returns).toBeUndefined();
  });

  test("shows what a function uses of its file, and nothing else, in the order of the file", () => {
    const { surroundings } = order("total");

    expect(surroundings.match(/^(?:\/\*\*|interface|type|const|class|function) .*/gm)).toEqual([
      "/** What one order is. */",
      "interface Order {",
      "type Item = { price: number; count?: number };",
      "const RATE = 0.2;",
      "class OrderError extends Error {}",
      "function sum(items: readonly Item[]): number {",
    ]);
    expect(order("Inner.deep").surroundings).toBe("");
  });

  test("shows a method its class, without the methods that it does not call", () => {
    const { surroundings } = order("Store.find");

    expect(surroundings).toContain("private readonly db: Pool");
    expect(surroundings).toContain("private first(rows: Order[])");
    expect(surroundings).toContain("abstract class Base {}");
    expect(surroundings).not.toMatch(/find\(|unused|static of/);
  });

  test("resolves imports, variables, fields and types to whole names", () => {
    expect(order("load").calls).toEqual([
      ...["node:fs.readFileSync", "node:path.join", "process.env.HOME", "./logging.ts.log"],
      "JSON.parse",
    ]);
    expect(order("send").calls).toEqual(
      expect.arrayContaining(["axios.create.post", "Date.now", "Math.random", "console.log"]),
    );
    expect(order("Store.find").calls).toContain("pg.Pool.query");
    expect(outlineFixture("legacy.js").get("run")?.calls).toEqual(["node:child_process.exec"]);
  });

  test.for([
    ["a default import that is called", 'import x from "m"; const f = () => x();', "m.default"],
    ["a namespace", 'import * as x from "m"; const f = () => x.y();', "m.y"],
    ["another name", 'import { y as x } from "m"; const f = () => x();', "m.y"],
    ["an import assignment", 'import x = require("os"); const f = () => x.y();', "node:os.y"],
    ["a global", "const f = () => fetch('x');", "fetch"],
    ["a member in brackets", "const f = () => process.env['X'];", "process.env"],
    ["a function that is handed over", "const f = (xs) => xs.map(console.log);", "console.log"],
    ["an unknown object", "const f = (x) => x.y();", "*.y"],
    ["a typed parameter", 'import { P } from "m"; const f = (x: P) => x.y();', "m.P.y"],
    [
      "what a constructor makes of what it is given",
      'import { P } from "m"; class A { constructor(p: P) { this.c = p.open(); } m() { return this.c.go(); } }',
      "m.P.open.go",
    ],
    ["the time without an argument", "const f = () => new Date();", "Date.now"],
  ])("resolves %s", ([, text, name]) => {
    expect(only(text ?? "").calls).toContain(name);
  });

  test("follows functions of the file, and takes no local name for a global", () => {
    const [first] = outline("function f() { return g(); } function g() { console.log(1); }");

    expect(first?.calls).toEqual(["console.log"]);
    expect(only("function f() { const fetch = (x) => x; return fetch(1); }").calls).toEqual([]);
    expect(only("const f = () => new Date(0);").calls).toEqual(["Date"]);
  });

  test("names the errors that leave, and none that is caught inside", () => {
    const raises = (body: string): readonly string[] | undefined =>
      outline(`function f(e) { ${body} } function g() { throw new RangeError("x"); }`)[0]?.raises;

    expect(raises("throw new TypeError('x');")).toEqual(["TypeError"]);
    expect(raises("const error = new TypeError('x'); throw error;")).toEqual(["TypeError"]);
    expect(raises("throw e;")).toEqual(["Error"]);
    expect(raises("g();")).toEqual(["RangeError"]);
    expect(raises("try { g(); throw new Error(); } catch {}")).toEqual([]);
    expect(raises("try { g(); } finally { e(); }")).toEqual(["RangeError"]);
    expect(raises("try { e(); } catch (error) { throw error; }")).toEqual(["Error"]);
  });

  test.for([
    ["function f(xs, x) { xs.push(x); }", "changed-argument xs.push(x)"],
    ["function f(x) { x.y.z += 1; }", "changed-argument x.y.z"],
    ["function f(x) { delete x.y; }", "changed-argument x.y"],
    ["let n = 0; function f() { n++; }", "module-state n"],
    ["const seen = new Set(); function f(x) { seen.add(x); }", "module-state seen"],
    [
      "function f(xs) { xs.map((x) => console.log(x)); }",
      "discarded-values xs.map((x) => console.log(x))",
    ],
    ["function f(x) { return x ** 2; }", "exponent x ** 2"],
    ["function f(x) { return x(1); }", "function-argument x"],
    ["function f(x) { return () => x; }", "inner-function () => x"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    ["function f(x) { return `a${x}`; }", "text-formatting `a${x}`"],
    ["function f(x) { return /a+/.test(x); }", "regular-expression /a+/"],
    ["function f(...xs) {}", "variable-arguments xs"],
    ["function f<T>(x: T) {}", "type-parameter T"],
    ["class A extends B { m() { return this.x; } }", "inheritance extends B"],
    ["class A { @cached() m() {} }", "decorator @cached()"],
    ["function f(x: 1): 1; function f(x) { return x; }", "overload function f(x: 1): 1;"],
  ])("tells a construct: %s", ([text, construct]) => {
    expect(kinds(only(text ?? ""))).toEqual([construct]);
  });

  test("tells markup, and takes no element of the browser for a name", () => {
    const page = outlineFixture("view.tsx").get("Page");

    expect(page?.constructs.map(({ kind }) => kind)).toEqual(["markup", "markup"]);
    expect(page?.calls).toEqual([]);
    expect(page?.surroundings).toContain("const Title");
  });

  test("leaves out what is too much to show, and says so", () => {
    const text = `const small = 1; const big = "${"x".repeat(30_000)}"; const f = () => small + big;`;

    expect(only(text).surroundings).toBe("const small = 1;");
    expect(kinds(only(text))).toEqual(["left-out big"]);
  });

  test("says where a text does not parse", () => {
    expect(() => outline("const a = 1;\nfunction f( {\n")).toThrow(
      expect.objectContaining({
        code: "source/unreadable",
        message: expect.stringMatching(/"a\.ts": line \d: '.*' expected/),
      }),
    );
  });

  test("refuses a text that is nested beyond the stack, and goes on with the next one", () => {
    const deep = `const x = ${"[".repeat(100_000)}`;

    expect(() => outline(deep)).toThrow(
      expect.objectContaining({
        code: "source/unreadable",
        message: expect.stringContaining("deep"),
      }),
    );
    expect(only("function f() {}").name).toBe("f");
  });

  test.for([
    ["a long chain of operators", `function f(a) { return a${"+a".repeat(50_000)}; }`, "a.ts"],
    ["a long chain of calls", `function f(a) { return a${".b()".repeat(20_000)}; }`, "a.js"],
    [
      "variables that lead in a circle",
      "const a = b; const b = a; const f = () => a.b.c();",
      "a.ts",
    ],
    [
      "names of Object's own members",
      "function toString(constructor) { return __proto__(constructor); }",
      "a.js",
    ],
    ["half a surrogate pair", "function f() { return '\ud800'; }", "a.ts"],
    ["a comment of stars", `//${"*".repeat(200_000)}\nfunction f() {}`, "a.ts"],
  ])("reads %s", ([, text, path]) => {
    const names = outline(text ?? "", path).map(({ name, calls, surroundings }) => ({
      name,
      calls,
      surroundings,
    }));

    expect(names).toHaveLength(1);
  });

  test("gives functions or one fault for any text", () => {
    const word = fc.constantFrom(
      ...[
        "function",
        "f",
        "(",
        ")",
        "{",
        "}",
        "=>",
        "class",
        "this",
        ".",
        "=",
        "const",
        "import",
        "try",
      ],
      ...[
        "throw",
        "new",
        "`",
        "${",
        ";",
        "catch",
        "return",
        "async",
        "*",
        ":",
        "string",
        "/**",
        "*/",
        "\n",
      ],
    );

    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        try {
          for (const each of outline(words.join(" "))) expect(each.text).not.toBe("");
        } catch (error) {
          expect(error).toMatchObject({ code: "source/unreadable" });
        }
      }),
      { numRuns: 300 },
    );
  });
});
