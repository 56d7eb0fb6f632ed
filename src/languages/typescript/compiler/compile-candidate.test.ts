import { utimesSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Example } from "../../../domain/specification.ts";
import type { CompileRequest } from "../compiler-messages.ts";
import { createProject } from "../fixtures/create-project.ts";
import { compileCandidate } from "./compile-candidate.ts";

const request = (text: string, wishes: Partial<CompileRequest> = {}): CompileRequest => ({
  kind: "compile",
  root: "/nowhere",
  path: "src/candidate.ts",
  text,
  profile: "strict",
  signature: undefined,
  examples: [],
  testFiles: [],
  ...wishes,
});

const compile = (text: string, wishes: Partial<CompileRequest> = {}) =>
  compileCandidate(request(text, wishes));

/** `code text` of each diagnostic. */
const found = (text: string, wishes: Partial<CompileRequest> = {}): readonly string[] =>
  compile(text, wishes).diagnostics.map(
    ({ code, span }) => `${code} ${text.slice(span?.start, span?.end)}`,
  );

const returns = (call: string, expression: string): Example => ({
  call,
  expected: { kind: "returns", expression },
});

describe("compileCandidate()", () => {
  test("holds good code to be right, and says what it looked at", () => {
    expect(compile("export const one = (): number => 1;")).toEqual({
      phase: "type",
      diagnostics: [],
      held: [
        { phase: "syntax", count: 1 },
        { phase: "type", count: 1 },
      ],
      examples: undefined,
      tests: undefined,
    });
  });

  test("stops at syntax errors", () => {
    const { phase, diagnostics, held } = compile(
      "export const x: number = ;\nconst y: number = '';",
    );

    expect(phase).toBe("syntax");
    expect(held).toEqual([]);
    expect(diagnostics).toMatchObject([
      { code: "TS1109", category: "syntax", span: { start: 25, end: 26 } },
    ]);
  });

  test("says what the compiler says, with its place and its words", () => {
    const text = "export const x: { a: number } = { a: '' };";

    expect(compile(text).diagnostics).toEqual([
      {
        tool: "tsc",
        code: "TS2322",
        phase: "type",
        category: "type",
        severity: "error",
        message: "Type 'string' is not assignable to type 'number'.",
        span: { file: "src/candidate.ts", start: 34, end: 35 },
        related: [
          {
            message:
              "The expected type comes from property 'a' which is declared here on type '{ a: number; }'",
            span: { file: "src/candidate.ts", start: 18, end: 19 },
          },
        ],
        help: undefined,
        facts: {},
        fixes: [],
        raw: "error TS2322: Type 'string' is not assignable to type 'number'.",
      },
    ]);
  });

  test("tells unknown names from wrong types, and passes on what the compiler suggests", () => {
    const [diagnostic] = compile("const length1 = 1;\nexport const x = lenght1;").diagnostics;

    expect(diagnostic).toMatchObject({
      code: "TS2552",
      category: "name",
      help: "Did you mean 'length1'?",
      related: [{ span: { start: 6, end: 13 } }],
    });
  });

  test("counts places in UTF-16 units, whatever stands before them", () => {
    const characters = fc.string({
      unit: fc.constantFrom("a", "é", "😀", "中", "\u{10FFFF}", "👩‍👩‍👧"),
    });

    fc.assert(
      fc.property(characters, fc.constantFrom("\n", "\r\n", " "), (words, space) => {
        const before = `/* ${words} */${space}const s = ${JSON.stringify(words)};${space}`;

        expect(found(`${before}export const wrong: number = s;`)).toEqual(["TS2322 wrong"]);
      }),
      { numRuns: 20 },
    );
  });

  test("looks at what a module exports and not at global names of a page", () => {
    expect(found("export const x = status;")).toEqual(["TS2304 status"]);
    expect(found("export const x = document;", { path: "x.tsx" })).toEqual([]);
    expect(found("setTimeout(() => console.log(new URL('a:b')), 1);")).toEqual([]);
  });
});

describe("compileCandidate() in a project", () => {
  test("forces strictness that the project has switched off", () => {
    const options = {
      strict: false,
      noImplicitAny: false,
      strictNullChecks: false,
      noCheck: true,
      checkJs: false,
    };
    using project = createProject({
      "tsconfig.json": JSON.stringify({ compilerOptions: options }),
    });

    const text = "export const f = (x) => x;\nexport const s: string = null;";

    expect(found(text, { root: project.root })).toEqual(["TS7006 x", "TS2322 s"]);
  });

  test("honours what the project chose: libraries, paths, stricter options, ambient types", () => {
    using project = createProject({
      "tsconfig.json": `{
        // comments are allowed
        "compilerOptions": { "lib": ["es2020"], "paths": { "@/*": ["./src/*"] }, "noUnusedLocals": true },
        "include": ["src"]
      }`,
      "src/types.ts": "export interface User { name: string }",
      "src/ambient.d.ts": "declare const BUILD: string;",
    });

    const text =
      'import type { User } from "@/types";\nconst unused = 1;\nexport const f = (u: User) => BUILD + u.nam + [1].at(0);';

    expect(found(text, { root: project.root })).toEqual([
      "TS6133 unused",
      "TS2551 nam",
      "TS2550 at",
    ]);
  });

  test("takes the nearest configuration inside the project, and none outside", () => {
    using project = createProject({
      "tsconfig.json": "{ this is no json",
      "app/src/tsconfig.json": '{ "compilerOptions": { "noUnusedLocals": true } }',
      "app/other/x.ts": "",
    });
    const root = `${project.root}/app`;

    expect(found("const unused = 1;\nexport {};", { root, path: "src/a.ts" })).toEqual([
      "TS6133 unused",
    ]);
    expect(found("const unused = 1;\nexport {};", { root, path: "other/a.ts" })).toEqual([]);
  });

  test("follows a configuration that only refers to others, and sees what it extends change", () => {
    using project = createProject({
      "tsconfig.json": '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
      "tsconfig.app.json": '{ "extends": "./base.json", "include": ["src"] }',
      "base.json": '{ "compilerOptions": { "noUnusedLocals": true } }',
    });
    const check = () => found("const unused = 1;\nexport {};", { root: project.root });

    const before = check();
    project.write("base.json", '{ "compilerOptions": {      "noUnusedLocals": false } }');
    utimesSync(`${project.root}/base.json`, 1, 1);

    expect([before, check()]).toEqual([["TS6133 unused"], []]);
  });

  test("refuses a configuration that cannot be read, and a path outside", () => {
    using project = createProject({ "tsconfig.json": '{ "extends": "./missing.json" }' });

    expect(() => compile("export {};", { root: project.root })).toThrow(
      expect.objectContaining({ code: "config/invalid" }),
    );
    expect(() => compile("export {};", { root: project.root, path: "../x.ts" })).toThrow(
      expect.objectContaining({ code: "output/outside" }),
    );
  });

  test("sees what changed on the disk between two checks", () => {
    using project = createProject();
    const text = 'import { a } from "./other.ts";\nexport const b: number = a;';
    const check = () => found(text, { root: project.root });

    const before = check();
    project.write("src/other.ts", "export const a = 1;");
    const with1 = check();
    project.write("src/other.ts", "export const a = 'one';");
    const withText = check();

    expect([before, with1, withText]).toEqual([['TS2307 "./other.ts"'], [], ["TS2322 b"]]);
  });

  test("prefers the candidate to the file that it would replace", () => {
    using project = createProject({ "src/candidate.ts": "export const old: number = '';" });

    expect(found("export const fresh = 1;", { root: project.root })).toEqual([]);
  });
});

describe("compileCandidate() with the profile strictest", () => {
  test.each([
    ["export const f = (a: readonly number[]): number => a[0];", "TS2322"],
    ["export const f = (a: { x?: string }): void => { a.x = undefined; };", "TS2412"],
    ["export function f(a: boolean): number | undefined { if (a) return 1; }", "TS7030"],
    ["export const f = (a: Record<string, number>) => a.x;", "TS4111"],
    ["const unused = 1;\nexport {};", "TS6133"],
    ["class A { f(): void {} }\nexport class B extends A { f(): void {} }", "TS4114"],
    ["export const f = (a: number): void => { switch (a) { case 1: f(2); default: } };", "TS7029"],
  ])("refuses %j, which strict lets pass", (text, code) => {
    const codes = (profile: string) =>
      compile(text, { profile }).diagnostics.map((one) => one.code);

    expect(codes("strict")).toEqual([]);
    expect(codes("strictest")).toEqual([code]);
  });
});

describe("compileCandidate() with a specification", () => {
  const SLUG = "export function slugify(s: string): string { return s.toLowerCase(); }";

  test("compares the signature before it looks at examples", () => {
    const signature = "export function slugify(s: number): string";
    const examples = [returns("slugify(1)", "1")];

    expect(compile(SLUG, { signature, examples })).toMatchObject({
      phase: "signature",
      diagnostics: [{ category: "specification-changed" }],
      examples: undefined,
    });
  });

  test.each([
    { signature: "nothing" },
    { examples: [returns("a; b", "1")] },
    { examples: [returns("f()); process.exit((0)", "1")] },
    { examples: [returns("1)), (2", "1")] },
    { examples: [returns("1).toString(", "1")] },
    { examples: [returns("f()", "{ a: ")] },
  ])("refuses %j as a fault of the specification, before it looks at the candidate", (wishes) => {
    expect(() => compile("this is no code", wishes)).toThrow(
      expect.objectContaining({ code: "specification/invalid" }),
    );
  });

  test("checks the types of each call, and names the example", () => {
    const examples = [
      returns("slugify(1)", '"1"'),
      returns('slugify("a")', '"a"'),
      returns("slug()", '""'),
    ];

    const { phase, diagnostics, examples: modules } = compile(SLUG, { examples });

    expect({ phase, modules }).toEqual({ phase: "example", modules: undefined });
    expect(diagnostics).toMatchObject([
      {
        category: "type",
        phase: "example",
        span: undefined,
        message: expect.stringContaining("`slugify(1)`"),
      },
      {
        category: "type",
        phase: "example",
        span: undefined,
        message: expect.stringContaining("`slug()`"),
      },
    ]);
  });

  test.each([
    ["export default function twice(n: number): number { return 2 * n; }", "twice(1)"],
    ["const twice = (n: number): number => 2 * n;\nexport default twice;", "twice(1)"],
    ["export class Box<T> { constructor(readonly value: T) {} }", "new Box<string>('a').value"],
    ["export type Id = string;\nexport const wrap = <T>(x: T): T[] => [x];", "wrap<Id>('a')"],
    ["const wrap = 1;\nexport { wrap as unwrap };", "unwrap"],
    ["export enum Color { Red }", "Color.Red"],
    ["export const later = async (): Promise<number> => 1;", "(await later()) + 1"],
    ["export const f = 1;", "f // a comment"],
  ])("lets examples use %j as %s", (text, call) => {
    expect(compile(text, { examples: [returns(call, "1")] }).diagnostics).toEqual([]);
  });

  test("puts neither expected values nor their names near the candidate", () => {
    const { examples } = compile(SLUG, { examples: [returns('slugify("A")', '"the expected"')] });

    expect(JSON.stringify(examples?.calls)).not.toContain("the expected");
    expect(JSON.stringify(examples?.expected)).toContain("the expected");
    expect(JSON.stringify(examples?.expected)).not.toContain("slugify");
  });

  test("refuses to run what imports a package", () => {
    using project = createProject({
      "node_modules/left/package.json": '{ "name": "left", "types": "x.d.ts" }',
      "node_modules/left/x.d.ts": "export declare const left: number;",
      "src/deep.ts": 'import { left } from "left";\nexport const deep = left;',
    });
    const examples = [returns("f", "1")];
    const check = (text: string) => compile(text, { root: project.root, examples }).diagnostics;

    const direct = 'import { left } from "left";\nexport const f = left;';

    expect(check(direct)).toMatchObject([
      { code: "package-import", category: "name", span: { start: 21, end: 27 } },
    ]);
    expect(check('import { deep } from "./deep.ts";\nexport const f = deep;')).toMatchObject([
      { message: expect.stringContaining("src/deep.ts"), span: undefined },
    ]);
  });

  test.each([
    [
      'import { test } from "vitest";\ntest("a", () => {});',
      /"vitest", and packages are not in the sandbox/,
    ],
    ['import { x } from "./missing.ts";\nx();', /which does not exist/],
  ])("refuses the test file %j as a fault of the specification", (text, message) => {
    const testFiles = [{ path: "src/candidate.test.ts", text }];

    expect(() => compile(SLUG, { testFiles })).toThrow(
      expect.objectContaining({
        code: "specification/invalid",
        message: expect.stringMatching(message),
      }),
    );
  });
});
