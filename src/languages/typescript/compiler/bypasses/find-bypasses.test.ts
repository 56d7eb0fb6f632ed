import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findBypasses } from "./find-bypasses.ts";

/** What is found in `text`, each as `code text`. */
const found = (text: string, path = "a.ts"): readonly string[] =>
  findBypasses({ path, text }).map(
    ({ code, span }) => `${code} ${text.slice(span?.start, span?.end)}`,
  );

describe("findBypasses() finds", () => {
  test.each([
    // any
    ["const x: any = 1;", "any any"],
    ["f(x as any);", "any any"],
    ["f(<any>x);", "any any"],
    ["f(x as (any));", "any any"],
    ["f(x as ((any)));", "any any"],
    ["type Loose = any;", "any any"],
    ["new Map<string, any>();", "any any"],
    ["function f<T = any>(x: T) {}", "any any"],
    ["try {} catch (error: any) {}", "any any"],
    ["const f = (...args: readonly any[]): void => {};", "any any"],
    ["x satisfies any;", "any any"],
    ["interface A { [key: string]: any }", "any any"],
    // assertions
    ["x as unknown as T;", "double-assertion x as unknown as T"],
    ["(x as unknown) as T;", "double-assertion (x as unknown) as T"],
    ["<T><unknown>x;", "double-assertion <T><unknown>x"],
    ["<T>(x as object);", "double-assertion <T>(x as object)"],
    ["(x as {})! as T;", "double-assertion (x as {})! as T"],
    ["x as never;", "never-assertion x as never"],
    // comments that are obeyed
    ["// @ts-ignore\nf();", "@ts-ignore // @ts-ignore"],
    // The compiler obeys whatever begins so.
    ["// @ts-ignored\nf();", "@ts-ignore // @ts-ignored"],
    ["/* @ts-ignore */ f();", "@ts-ignore /* @ts-ignore */"],
    ["f(); // @ts-expect-error here\ng();", "@ts-expect-error // @ts-expect-error here"],
    ["/**\n * @ts-expect-error */\nf();", "@ts-expect-error * @ts-expect-error */"],
    ["// @ts-nocheck\nf();", "@ts-nocheck // @ts-nocheck"],
    ['/// <reference types="node" />\nf();', 'reference /// <reference types="node" />'],
    ['/// <reference path="./x.d.ts" />\nf();', 'reference /// <reference path="./x.d.ts" />'],
    ['/// <reference lib="dom" />\nf();', 'reference /// <reference lib="dom" />'],
    // text that becomes code
    ["eval('1');", "eval eval"],
    ["ev\\u0061l('1');", "eval ev\\u0061l"],
    ["(0, eval)('1');", "eval eval"],
    ["const e = eval;", "eval eval"],
    ["[1].map(eval);", "eval eval"],
    ["globalThis.eval('1');", "eval globalThis.eval"],
    ["globalThis.ev\\u0061l('1');", "eval globalThis.ev\\u0061l"],
    ["globalThis['eval']('1');", "eval globalThis['eval']"],
    ["globalThis[`ev${'al'}`]('1');", "eval globalThis[`ev${'al'}`]"],
    ["(globalThis as Host).eval('1');", "eval (globalThis as Host).eval"],
    ["globalThis.window.eval('1');", "eval globalThis.window.eval"],
    ["window.eval('1');", "eval window.eval"],
    ["const g = globalThis; g.eval('1');", "eval g.eval"],
    ["const k = 'ev' + 'al'; globalThis[k]('1');", "eval globalThis[k]"],
    ["const { eval: run } = globalThis;", "eval eval: run"],
    ["new Function('a', 'return a');", "eval Function"],
    ["Function('return 1')();", "eval Function"],
    ["globalThis.Function('return 1')();", "eval globalThis.Function"],
    ["const F = Function; F('1');", "eval Function"],
    ["class A extends Function {}", "eval Function"],
    ["(() => 1).constructor('x');", "eval (() => 1).constructor('x')"],
    ["f['constructor']('x');", "eval f['constructor']('x')"],
    ["new (function () {}).constructor('x');", "eval new (function () {}).constructor('x')"],
    ["function f() {} new f.constructor('x');", "eval new f.constructor('x')"],
    ["const C = (async () => 1).constructor; new C('x');", "eval new C('x')"],
    ["const C = Object.getPrototypeOf(async () => 1).constructor; new C('x');", "eval new C('x')"],
    ["[].constructor.constructor('x');", "eval [].constructor.constructor('x')"],
    ["setTimeout('f()', 1);", "eval setTimeout('f()', 1)"],
    ["window.setInterval(`f(${x})`);", "eval window.setInterval(`f(${x})`)"],
    ["setTimeout(x + '()');", "eval setTimeout(x + '()')"],
    ["const s = 'f()'; setTimeout(s);", "eval setTimeout(s)"],
    // modules loaded while running
    ["import('x');", "dynamic-import import('x')"],
    ["const m = await import('./x.ts');", "dynamic-import import('./x.ts')"],
    ["require('x');", "require require"],
    ["const load = require;", "require require"],
    ["module.require('x');", "require module.require"],
    ["import { createRequire } from 'node:module';", "require createRequire"],
    ["import vm from 'vm'; vm.runInThisContext('1');", "require vm.runInThisContext"],
    ["process.getBuiltinModule('vm');", "require process.getBuiltinModule"],
    // the end of the program
    ["process.exit(0);", "exit process.exit"],
    ["process['ex' + 'it'](0);", "exit process['ex' + 'it']"],
    ["process.reallyExit(0);", "exit process.reallyExit"],
    ["process.kill(process.pid);", "exit process.kill"],
    ["process.abort();", "exit process.abort"],
    ["globalThis.process.exit();", "exit globalThis.process.exit"],
    ["const p = process; p.exit();", "exit p.exit"],
    ["const { exit } = process;", "exit exit"],
    ["let exit; ({ exit } = process);", "exit exit"],
    ["const { process: { exit: leave } } = globalThis;", "exit exit: leave"],
    ["import { exit as leave } from 'node:process';", "exit exit as leave"],
    ["import host from 'process'; host.exit();", "exit host.exit"],
    ["import * as host from 'node:process'; host.default.exit();", "exit host.default.exit"],
    // the global object by a computed name
    ["globalThis[name]();", "global-object globalThis"],
    ["Reflect.get(globalThis, name);", "global-object globalThis"],
    ["Object.assign(globalThis, { x: 1 });", "global-object globalThis"],
    // claims
    ["declare const x: string;", "declare declare const x: string;"],
    ["declare function f(): string;", "declare declare function f(): string;"],
    ["declare global { interface A {} }", "declare declare global { interface A {} }"],
    ["declare module 'x' { const y: string; }", "declare declare module 'x' { const y: string; }"],
    [
      "declare namespace N { const y: string; }",
      "declare declare namespace N { const y: string; }",
    ],
    ["declare class A { x: string }", "declare declare class A { x: string }"],
    ["declare enum E { A }", "declare declare enum E { A }"],
    ["class A { declare x: string }", "declare declare x: string"],
  ])("%j", (text, expected) => {
    expect(found(text)).toEqual([expected]);
  });
});

describe("findBypasses() lets pass", () => {
  test.each([
    "const any = 1; use(any);",
    "const x = { any: 1, eval: 2, require: 3 }; x.any; x.eval; x.require;",
    "class A { eval(): void {} require(): void {} exit(): void {} }",
    "type Any = unknown;",
    "x as const;",
    "[1] as const as readonly number[];",
    "x as T;",
    "JSON.parse(text) as unknown;",
    "x!.y;",
    "class A { x!: string }",
    "const y: never = x;",
    "// @ts-check\nf();",
    "// the tag @ts-ignore is not obeyed here\nf();",
    "f();\n// @ts-nocheck is only obeyed at the top\n",
    "f();\n/// <reference types='node' />\n",
    "f instanceof Function;",
    "let f: Function;",
    "let f: typeof eval;",
    "let f: typeof globalThis.eval;",
    "export { eval as run } from './run.ts';",
    "Function.prototype.call;",
    "new this.constructor(1);",
    "const C = this.constructor as typeof A; new C(1);",
    "new (value.constructor as new () => T)();",
    "class B extends A { constructor() { super(); } }",
    "setTimeout(() => 'f()', 1);",
    "setTimeout(f, 1);",
    "function later(setTimeout: (s: string) => void) { setTimeout('x'); }",
    "const window = [1, 2]; window[i] = 3;",
    "function f(self: A, key: string) { return self[key]; }",
    "const process = { exit() {} }; process.exit();",
    "function f(process: Job) { process.kill(); }",
    "process.exitCode = 1;",
    "import { exit } from './exit.ts'; exit();",
    "import.meta.url;",
    "import type { A } from './a.ts';",
    "globalThis.structuredClone(x);",
    "globalThis['fetch'];",
    "fetch.bind(globalThis);",
    "declare const brand: unique symbol;",
    "declare type A = string;",
    "declare interface A { x: string }",
    "const declare = 1; const namespace = 2; const global = 3;",
  ])("%j", (text) => {
    expect(found(text)).toEqual([]);
  });

  test("what JSX text mentions", () => {
    expect(found("const x = <p>as any, eval(1), // @ts-ignore</p>;", "a.tsx")).toEqual([]);
  });

  test("text that cannot be parsed", () => {
    expect(found("const x: any = ;")).toEqual([]);
  });
});

const MENTIONS = [
  "x as any",
  ": any",
  "@ts-ignore",
  "@ts-nocheck",
  "eval('1')",
  "new Function('1')",
  "process.exit()",
  "require('x')",
  "import('x')",
  "declare const x",
  "x as unknown as T",
];

/** Ways to mention something without saying it. */
const MENTIONINGS: readonly ((words: string) => string)[] = [
  (words) => `// mentions ${words}\n`,
  (words) => `/* mentions ${words} */`,
  (words) => `/** mentions ${words}\n */`,
  (words) => `use(${JSON.stringify(words)});`,
  (words) => `use(\`${words}\`);`,
  (words) => `use(\`\${x} ${words} \${y}\`);`,
  (words) => `use(/${words.replaceAll(/[()/]/g, ".")}/u);`,
  (words) => `use({ ${JSON.stringify(words)}: 1 });`,
];

describe("findBypasses() looks at code only", () => {
  const mention = fc.tuple(fc.constantFrom(...MENTIONINGS), fc.constantFrom(...MENTIONS));

  test("mentions in comments, strings, templates and regular expressions are no bypasses", () => {
    fc.assert(
      fc.property(fc.array(mention, { minLength: 1, maxLength: 6 }), (mentions) => {
        const text = mentions.map(([say, words]) => say(words)).join("\n");

        expect(found(`use(1);\n${text}`)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("a bypass among mentions is found, and its span holds exactly its text", () => {
    fc.assert(
      fc.property(fc.array(mention), fc.array(mention), (before, after) => {
        const say = (mentions: typeof before) =>
          mentions.map(([how, words]) => how(words)).join("\n");
        const text = `use("😀");\n${say(before)}\nx as any;\n${say(after)}\n`;

        expect(found(text)).toEqual(["any any"]);
      }),
      { numRuns: 60 },
    );
  });
});
