import { describe, expect, test } from "vitest";
import { isRefusal, type PrefixJudge, type PrefixState } from "../../../ports/prefix-judge.ts";
import { describePrefixJudge, readPieces } from "../../../testing/describe-prefix-judge.ts";
import { createProject } from "../fixtures/create-project.ts";
import { openTypeJudge } from "./open-type-judge.ts";

const project = createProject({ "src/other.ts": "export const one: 1 = 1;" });

const open = (prefix: string, profile = "strict"): Promise<PrefixJudge> =>
  openTypeJudge({
    machine: { files: { root: project.root } as never },
    profile,
    path: "src/code.ts",
    prefix,
  });

const PREFIX = `interface Point { readonly x: number; y: number; label?: string }
export function f(xs: readonly string[], n: number, point: Point, maybe: string | undefined): number {
`;

/** A bad text: `@` is where it may be refused from. */
const bad = (marked: string, cause?: string) => ({
  text: `${marked.replace("@", "")}\n}\n`,
  from: marked.indexOf("@"),
  cause,
});

describePrefixJudge("openTypeJudge() in a function", {
  open: () => open(PREFIX),
  good: [
    "  let total = 0;\n  for (const x of xs) {\n    total += x.length;\n  }\n  return total + n;\n}\n",
    "  return xs.reduce((all, x) => { all.set(x, 1); return all; }, new Map<string, number>()).size;\n}\n",
    "  let best: string | undefined;\n  for (const x of xs) {\n    if (best === undefined || x.length > best.length) best = x;\n  }\n  return best === undefined ? 0 : best.length;\n}\n",
    "  let at: Point | undefined = point;\n  for (const x of xs) {\n    at = next(at.x);\n    if (at === undefined) return x.length;\n  }\n  return at.y;\n  function next(m: number): Point | undefined { return m > 1 ? point : undefined; }\n}\n",
    "  const found = []\n  for (const x of xs) {\n    if (found.length > 0 && found[0].length > 3) break\n    found.push(x)\n  }\n  return found.length\n}\n",
    "  if (maybe === undefined) {\n    return 1;\n  } else if (maybe.length > 2) {\n    return maybe.length;\n  }\n  return point.label?.length ?? maybe.length;\n}\n",
    "  const { x, ...others } = point;\n  const pairs = Object.entries(others).map(([key, value]) => `${key}: ${value}`);\n  label: for (const p of pairs) { if (p === 'a') continue label; }\n  return x;\n}\n",
    "  type Pair = [first: string, second: number];\n  const isPair = (value: unknown): value is Pair => Array.isArray(value);\n  const made = new Map<string, { a: number; b: Pair }>();\n  return isPair(xs) ? xs[1] : made.size;\n}\n",
    "  const slash = /['\"`{]/.test(xs.join('/')) ? 1 : n / 2 / 3; // it's {\n  /* any @ts-thing */\n  return slash;\n}\n",
    "  class Counter {\n    count = 0;\n    add(): this { this.count += this.step(); return this; }\n    step(): number { return 1; }\n  }\n  return new Counter().add().count;\n}\n",
    "  switch (n) {\n    case 1: {\n      const a = xs[0]!;\n      return a.length;\n    }\n    default:\n      try { return parse(n); } catch (error) { return String(error).length; } finally { point.y = 1; }\n  }\n  function parse(m: number) { return m * 2; }\n}\n",
    "  let place: { kind: 'a' } | { kind: 'b'; at: number } = { kind: 'a' };\n  const step = () => {\n    switch (place.kind) {\n      case 'a':\n        return 1;\n      case 'b':\n        return place.at;\n    }\n  };\n  place = { kind: 'b', at: 1 };\n  return step();\n}\n",
    "  const q = xs.slice(\n    1,\n    2,\n  );\n  const r = xs.concat(q, q, q, 'a',);\n  return twice(n, n, n) + r.length;\n  function twice(a: number, b: number, c: number) { return a + b + c; }\n}\n",
    "  const q = xs.map((x) => { return x.length }).filter((x) => { if (x > 1) { return true } else { return false } })\n  if (n > 1) { return 1 }\n  const [a, b, c] = [1, 2, 3]; const o = { a, b, c, }\n  return q.length + Math.max(a, b, c, ...q, o.a) }\n",
    "  const three = (a: number, b: number, c: number): number => a + b + c;\n  return three(n, three(n, 1, n), n) + Math.atan2(n, n);\n}\n",
    "  const call = async <T>(make: () => Promise<T>): Promise<T> => await make();\n  const same = <U,>(value: U): U => value;\n  void call(async () => 1);\n  return same(n);\n}\n",
    "  const all = later(n);\n  const some = all.filter(({ x }) => x > 1);\n  return some.length;\n  function later(m: number): Point[] { return [point]; }\n}\n",
    "  const pads = new Intl.NumberFormat('de').formatToParts(n).map(({ value }) => value);\n  const kinds = new Map<Intl.NumberFormatOptions, string>();\n  return pads.length + kinds.size;\n}\n",
    "  let node: Point | null = point;\n  while (node !== null) { const seen: Point = node; node = seen.x > 1 ? null : seen; }\n  do { point.y++; } while (point.y < 3);\n  return n;\n}\n",
  ],
  bad: [
    bad("  return xs.leg@th;", "unknown-member"),
    bad("  return xs.map((x) => x.rep@et(2)).length;", "unknown-member"),
    bad("  const y = foo @+ 1; return y;", "unknown-name"),
    bad("  const y: Foo @= 1; return y;", "unknown-type"),
    bad("  const y = n as it @; return y;", "unknown-type"),
    bad(
      "  return xs.map(later@).length; function later(x: string): string { return x; }",
      "unknown-name",
    ),
    bad("  return maybe.l@ength;", "missing-value"),
    bad("  const m: any @= n; return m;", "bypass"),
    bad("  return Math.max(n, xs)@;", "wrong-argument"),
    bad("  const q = xs.slice(1, 2@, 3); return q.length;", "wrong-argument"),
    bad("  const q = point.label?.at(1@, xs.map((x) => x)); return q ? 1 : 2;", "wrong-argument"),
    bad("  return Math.random(n@, n);", "wrong-argument"),
    bad("  const y: string = n@; return 1;", "wrong-type"),
    bad("  point.x = 1@; return 1;", "not-mutable"),
    bad("  const c = 1; c = 2@; return c;", "not-mutable"),
    bad("  if (n === 'a'@) { return 1; } return 2;", "wrong-operator"),
    bad("  return xs * 2@;", "wrong-operator"),
    bad("  const p: Point = { x: 1, y: 2, z: 3@ }; return p.x;", "wrong-type"),
    bad("  return helper(n@);", "unknown-name"),
    bad("  for (const x of xs) { const l: string = x.length@; }\n  return 1;", "wrong-type"),
    bad("  const w = point as unknown as string@; return w.length;", "bypass"),
    bad("  if (n > 1) return 1;@", "wrong-type"),
  ],
});

describePrefixJudge("openTypeJudge() of a whole module", {
  open: () => open(""),
  good: [
    'import { one } from "./other.ts";\nexport const two = one + later();\nfunction later(): number { return helper.size; }\nconst helper = new Set<number>();\n',
    "export interface A { b: B }\ninterface B { c: string }\nexport const read = (a: A): string => a.b.c;\n",
  ],
  bad: [
    {
      text: 'export const a: string = "x";\nexport const b: number = a;\n',
      from: 50,
      cause: "wrong-type",
    },
    { text: "export const a = missing;\n", from: 24, cause: "unknown-name" },
    { text: 'import { two } from "./other.ts";\nexport const a = two;\n', from: 32 },
  ],
});

const feed = (state: PrefixState, text: string): PrefixState => {
  const fed = state.feed(text);
  if (isRefusal(fed)) throw new Error(fed.reason);
  return fed;
};

describe("openTypeJudge()", () => {
  test("says what there is instead, and keeps what is right", async () => {
    const { start } = await open(PREFIX);
    const refused = feed(start, "  return xs.").feed("legnth");
    expect(refused).toMatchObject({
      cause: "unknown-member",
      keep: "  return xs.".length,
      reason: expect.stringMatching(
        /^"leg" is no member of readonly string\[\]; there are length, /,
      ),
    });
  });

  test("refuses a comment that switches the compiler off", async () => {
    const { start } = await open(PREFIX);
    expect(start.feed("  // @ts-ignore\n")).toMatchObject({ cause: "bypass", keep: 2 });
    expect(isRefusal(start.feed('  const s = "// @ts-ignore";\n'))).toBe(false);
  });

  test("lists members after a dot, and the rests of names", async () => {
    const { start } = await open(PREFIX);
    expect(feed(start, "  return point.").listContinuations()).toEqual(
      expect.arrayContaining(["x", "y", "label"]),
    );
    expect(feed(start, "  return point.la").listContinuations()).toEqual(["bel"]);
    expect(feed(start, "  const pond = 1; return po").listContinuations()).toEqual(
      expect.arrayContaining(["nd", "int"]),
    );
    expect(feed(start, "  return 'po").listContinuations()).toBeUndefined();
  });

  test("refuses the name of an unknown type itself", async () => {
    const { start } = await open(PREFIX);
    expect(feed(start, "  return point as it").feed(" ")).toMatchObject({
      cause: "unknown-type",
      keep: "  return point as ".length,
    });
  });

  test("refuses an argument too many where it begins, and keeps what is before its comma", async () => {
    const { start } = await open(PREFIX);
    const call = "  const q = xs.slice(1, 2";
    const after = feed(start, `${call}, `);
    expect(isRefusal(after.feed(")"))).toBe(false);
    for (const more of ["3", "n", '"', "("])
      expect(after.feed(more)).toMatchObject({ cause: "wrong-argument", keep: call.length });
  });

  test("puts names of the expected type first", async () => {
    const { start } = await open("export function g(apple: string, apricot: number): void {\n");
    expect(feed(start, "  const n: number = ap").listContinuations()).toEqual(["ricot", "ple"]);
  });

  test("goes back to the beginning of the statement that is wrong", async () => {
    const { start } = await open(PREFIX);
    const { refusal } = await readPieces(start, [
      "  const a = 1;\n",
      "  const b: string = a;",
      "\n",
    ]);
    expect(refusal).toMatchObject({ cause: "wrong-type", keep: "  const a = 1;\n  ".length });
  });

  test("asks more under the profile strictest, and only at the end what may still be used", async () => {
    const text = "  const unused = 1;\n  return xs.length;\n}\n";
    const strict = await open(PREFIX);
    expect((await readPieces(strict.start, [text])).refusal).toBeUndefined();
    const strictest = await open(PREFIX, "strictest");
    expect(await readPieces(strictest.start, [...text])).toMatchObject({
      refusal: { cause: "unused", keep: 2 },
      written: text.length,
    });
    const indexed = await readPieces(strictest.start, [..."  return xs[0].length;\n}\n"]);
    expect(indexed.refusal?.cause).toBe("missing-value");
  });

  test("lets no text end that is not finished", async () => {
    const { start } = await open(PREFIX);
    expect(await feed(start, "  return 1;\n").finish(undefined)).toMatchObject({
      cause: "unfinished",
    });
    expect(await feed(start, "  return 1;\n}}\n").finish(undefined)).toMatchObject({
      cause: "syntax",
    });
  });

  test("gives the signal's own reason", async () => {
    const { start } = await open(PREFIX);
    const reason = new Error("stop");
    const fed = feed(start, "  return 1;");
    await expect(fed.settle?.(AbortSignal.abort(reason))).rejects.toBe(reason);
    await expect(fed.finish(AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  test("stands nonsense, and a function that is closed too often", async () => {
    const { start } = await open(PREFIX);
    for (const text of [
      "}}}} else ;;; ){",
      "`${`${`",
      "🙂 é = '\\u{1}",
      "\0\u2028",
      "case 1: default:",
    ]) {
      const { refusal } = await readPieces(start, [...text]);
      expect(refusal).toBeDefined();
    }
  });
});
