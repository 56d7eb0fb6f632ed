/** The grammar that models write TypeScript by: what it takes is TypeScript, and it takes what people write. */

import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { openConstraintEngine } from "../../../constraint/engines/open-engine.ts";
import type { ConstraintSession } from "../../../ports/constraint-engine.ts";
import { createDraw } from "../../../std/create-draw.ts";
import { createByteVocabulary } from "../../../testing/byte-vocabulary.ts";
import { compileOrThrow } from "../../../testing/constraint-walk.ts";
import { findSyntaxErrors } from "../compiler/internal.ts";
import { createGrammarWalk } from "../fixtures/walk-grammar.ts";
import { ENTRY_POINTS, type EntryPoint, openWritingGrammar } from "./grammar.ts";

const isFull = process.env["SPECWRIGHT_CONSTRAINT_TESTS"] === "full";
const WALKS = isFull ? 200 : 30;
const TOKENS = 40;
/** One of so many functions of this repository is read; which ones no other function decides. */
const ONE_IN = isFull ? 1 : 50;
/** Of a few there may be more by chance. */
const MOST_REFUSED = isFull ? 0.04 : 0.12;

const AROUND: Readonly<Record<EntryPoint, readonly [before: string, after: string]>> = {
  body: ["export async function asked(a: string): Promise<string> {\n", ""],
  module: ["", ""],
  expression: ["const asked = ", ";\n"],
  member: ["class Asked {\n", "\n}\n"],
};

const { engine } = openConstraintEngine();
const vocabulary = createByteVocabulary();
const bytes = await engine.load(vocabulary);
const walk = createGrammarWalk(vocabulary);

const errorsOf = (text: string): readonly string[] =>
  findSyntaxErrors(ts.createSourceFile("asked.ts", text, ts.ScriptTarget.Latest)).map(
    ({ start, messageText }) =>
      `${ts.flattenDiagnosticMessageText(messageText, " ")} at ${JSON.stringify(text.slice(Math.max(0, start - 60), start + 20))}`,
  );

/** How many bytes of `text` may be written one after the other; all of them, and one more where it may end there. */
function readFar(session: ConstraintSession, text: string): number {
  const tokens = [...new TextEncoder().encode(text)];
  for (let at = 0; at < tokens.length; ) {
    const count = session.validate(tokens.slice(at, at + 256));
    for (const token of tokens.slice(at, at + count)) session.commit(token);
    at += count;
    if (count === 0) return at;
  }
  return tokens.length + (session.isAccepting() ? 1 : 0);
}

const takes = (open: () => ConstraintSession, text: string): boolean =>
  readFar(open(), text) > new TextEncoder().encode(text).length;

describe.each(ENTRY_POINTS)("%s", (entry) => {
  test("is parsed by the compiler wherever random tokens lead", async () => {
    const open = compileOrThrow(bytes, await openWritingGrammar(entry));
    const [before, after] = AROUND[entry];

    const texts = Array.from({ length: WALKS }, (_, seed) =>
      walk(open(), TOKENS, createDraw(seed + 1)),
    ).filter((text) => text !== undefined);

    expect(texts.length).toBeGreaterThan(WALKS * 0.6);
    expect(texts.flatMap((text) => errorsOf(before + text + after))).toEqual([]);
  }, 120_000);
});

describe("the rest of a body", () => {
  const opened = openWritingGrammar("body").then((grammar) => compileOrThrow(bytes, grammar));

  test.each([
    "  return a;\n}",
    "  const { b, ...rest } = a;\n  for (const [key, value] of Object.entries(rest)) b[key] ??= value;\n  return b;\n}\n",
    "  // Why it is so.\n  if (a.length > 0) {\n    return a;\n  } else if (b) throw new Error(`no ${a}`);\n\n  return /^[a-z0-9]+$/i.test(a) ? a : undefined;\n}\n",
    "  const xs = items\n    .filter((x): x is string => x !== undefined)\n    .map((x) => ({ ...x, y: [1, 2] }));\n  return f<string>(xs as const);\n}",
    "  try {\n    await go(async () => a++ - -1);\n  } catch {\n    switch (a) {\n      case 1:\n        break;\n      default:\n        i += 1;\n    }\n  } finally {\n    done();\n  }\n}\n",
    "return 1; }",
    "return xs.map((x) => { return x }).filter((x) => { const y = x; throw y }) }",
    "}",
    '  const { b } = await import("./b.ts");\n  import("c").then(d);\n  return new URL(b, import.meta.url);\n}',
    "  await using b = await open(a);\n  using c = b.d(), e: F = g;\n  await usings(using);\n}",
    "  const b = { a } satisfies B;\n  return c as\n    | (() => D)\n    | undefined;\n}",
    "  for (const b = a ?? 1; b > 2 && c(b); ) d();\n}",
    "  yield a + b ? await c() : d;\n  yield* a?.b === c ? [] : {};\n}",
    "  do a(); while (b);\n  do {\n    c();\n  } while (d);\n}",
    '  // @see above\n  return "\\0a\\0" + `\\0${a}\n\n${b}`;\n}',
    "  return new Map<\n    string,\n    number\n  >(a.match(/[\\p{L}_][^/[]{0,3}\\p{Nd}*/gu)?.map(b));\n}",
  ])("takes %j", async (text) => {
    expect(takes(await opened, text)).toBe(true);
    expect(errorsOf(AROUND.body[0] + text)).toEqual([]);
  });

  test.each([
    ["`any`", "  const b: any = a;\n}"],
    ["an array of `any`", "  const b: any[] = [];\n}"],
    ["an assertion of `never`", "  return a as never;\n}"],
    ["two assertions", "  return a as unknown as string;\n}"],
    ["a comment that the compiler obeys", "  // @ts-ignore\n  return a;\n}"],
    ["a reference", "  /// <reference lib='dom' />\n  return a;\n}"],
    ["a fence", "```ts\n}"],
    ["a fence after code", "  return a;\n}\n```"],
    ["tagged templates in a row", "  return a``;\n}"],
    ["two blank lines", "  a();\n\n\n  return a;\n}"],
    ["blanks in a row", "  return    a;\n}"],
    ["a label", "  again: for (;;) break again;\n}"],
    ["`debugger`", "  debugger;\n}"],
    ["`with`", "  with (a) b();\n}"],
    ["`eval`", "  return eval(a);\n}"],
    ["a value of a generator where there is none", "  yield [a];\n}"],
    ["a zero before digits", '  return "\\01";\n}'],
    ["a class of words without its flag", "  return /\\p{L}/.test(a);\n}"],
    ["`using` in a case", "  switch (a) {\n    case 1:\n      using b = c;\n  }\n}"],
    ["an empty statement", "  ;\n}"],
    ["a value on the next line", "  return\n    a;\n}"],
    ["a statement that no `;` ends", "  a()\n}"],
    ["a second function", "  return a;\n}\nfunction b() {}\n"],
    ["a pattern with a wrong range", "  return /[z-a]/;\n}"],
    ["a pattern left open", "  return /(a/;\n}"],
    ["a constant without a value", "  const b: string;\n}"],
  ])("refuses %s", async (_what, text) => {
    expect(takes(await opened, text)).toBe(false);
  });

  test("takes any value after `yield` in a generator alone", async () => {
    const inGenerator = compileOrThrow(
      bytes,
      await openWritingGrammar("body", { isGenerator: true }),
    );

    for (const value of ["[a]", "{ a }", "`${a}`", "* b", "() => a"])
      expect(takes(inGenerator, `  yield ${value};\n}`)).toBe(true);
  });

  test("takes the bodies of this repository, but for what it leaves out", async () => {
    const open = await opened;
    const inGenerator = compileOrThrow(
      bytes,
      await openWritingGrammar("body", { isGenerator: true }),
    );
    const grammarOf = ({ body }: Body) => (isGenerator(body.parent) ? inGenerator : open);
    const expression = compileOrThrow(bytes, await openWritingGrammar("expression"));
    const bodies = listBodies();

    const refused = bodies.filter((each) => !takes(grammarOf(each), each.text));
    const unexplained = refused.filter(
      ({ body }) => !listLeftOut(body, (pattern) => takes(expression, pattern)),
    );

    expect(bodies.length).toBeGreaterThan(100);
    const shown = unexplained.map((each) =>
      each.text.slice(0, readFar(grammarOf(each)(), each.text) + 20),
    );
    expect(shown).toEqual([]);
    expect(refused.length / bodies.length).toBeLessThan(MOST_REFUSED);
  }, 300_000);
});

describe("a module", () => {
  test.each([
    'import { readFile } from "node:fs/promises";\nimport type { A } from "./a.ts";\n\n/** What it is for. */\nexport type B = { readonly a: A; b?: string | undefined } | undefined;\n\nexport interface C<T extends B = B> {\n  readonly items: readonly T[];\n  find(id: string): Promise<T | undefined>;\n}\n',
    "export class Queue<T> extends Base implements Sized {\n  readonly #items: T[] = [];\n  private count = 0;\n\n  constructor(private readonly limit: number) {\n    super();\n  }\n\n  get size(): number {\n    return this.#items.length;\n  }\n\n  push(item: T): this {\n    this.#items.push(item);\n    return this;\n  }\n}\n",
    "const a = 1;\nexport { a as b };\nexport default async function* go(): AsyncGenerator<number> {\n  yield a;\n}\nenum Color {\n  Red,\n  Green = 2,\n}\n",
  ])("takes %j", async (text) => {
    const open = compileOrThrow(bytes, await openWritingGrammar("module"));

    expect(takes(open, text)).toBe(true);
    expect(errorsOf(text)).toEqual([]);
  });

  test.each(["declare const a: string;\n", "namespace A {}\n", "@a\nclass B {}\n", "```ts\n"])(
    "refuses %j",
    async (text) => {
      const open = compileOrThrow(bytes, await openWritingGrammar("module"));

      expect(takes(open, text)).toBe(false);
    },
  );
});

interface Body {
  /** What follows its brace and a new line. */
  readonly text: string;
  readonly body: ts.Block;
}

function listBodies(): readonly Body[] {
  const bodies: Body[] = [];
  for (const path of globSync("src/**/*.ts").filter((each) => !each.includes(".test."))) {
    const file = ts.createSourceFile(
      path,
      readFileSync(path, "utf8"),
      ts.ScriptTarget.Latest,
      true,
    );
    for (const node of walkNodes(file)) {
      const body = ts.isFunctionLike(node) && "body" in node ? (node.body as ts.Node) : undefined;
      if (body === undefined || !ts.isBlock(body)) continue;
      const text = file.text.slice(body.getStart(file) + 1, body.end);
      if (text.startsWith("\n") && isDrawn(path + text)) bodies.push({ text: text.slice(1), body });
    }
  }
  return bodies;
}

/** By itself: what is written elsewhere changes no other draw. */
const isDrawn = (text: string): boolean =>
  createHash("sha256").update(text).digest().readUInt32BE() % ONE_IN === 0;

const isGenerator = (node: ts.Node): boolean =>
  "asteriskToken" in node && node.asteriskToken !== undefined;

/** Whether a body holds something of TypeScript that the grammar leaves out. */
const listLeftOut = (body: ts.Block, takesPattern: (text: string) => boolean): boolean =>
  isOddlyCommented(body.getText()) ||
  [...walkNodes(body)].some(
    (node) =>
      (ts.isYieldExpression(node) && node.expression !== undefined) ||
      (ts.isAsExpression(node) && isOddAssertion(node)) ||
      (ts.isRegularExpressionLiteral(node) && !takesPattern(node.text)) ||
      (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken) ||
      ts.isEmptyStatement(node) ||
      ts.isMappedTypeNode(node) ||
      ts.isTemplateLiteralTypeNode(node) ||
      ts.isTaggedTemplateExpression(node) ||
      ts.isClassExpression(node) ||
      (ts.isIdentifier(node) && /[^\x00-\x7f]/.test(node.text)) ||
      (ts.isTemplateLiteralToken(node) && node.getText().includes("\n\n\n")),
  );

/** A line of comment in the middle of an expression. */
const isOddlyCommented = (text: string): boolean =>
  text
    .split("\n")
    .some(
      (line, at, lines) =>
        /^\s*\/\//.test(line) && !/[;{},([:/]$|^\s*(\/\/.*)?$|\*\/$/.test(lines[at - 1] ?? ""),
    );

/** One of another one, of `never`, or one with an operator after it. */
const isOddAssertion = ({ expression, type, parent }: ts.AsExpression): boolean =>
  ts.isAsExpression(expression) ||
  type.kind === ts.SyntaxKind.NeverKeyword ||
  type.kind === ts.SyntaxKind.AnyKeyword ||
  ts.isBinaryExpression(parent);

function* walkNodes(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* walkNodes(child);
}
