import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createByteVocabulary } from "../../testing/byte-vocabulary.ts";
import { openNativeEngine } from "./llguidance-native.ts";
import { wasmEngine } from "./llguidance-wasm.ts";
import { openConstraintEngine } from "./open-engine.ts";

const native = openNativeEngine();
const vocabulary = createByteVocabulary();
const lark = readFileSync(
  new URL("../../../datasets/grammars/dafny.lark", import.meta.url),
  "utf8",
);
const text = [...Buffer.from("method M(x: int)\n  requires ")];

describe.skipIf(!("id" in native))("a limit on the native engine", () => {
  const compile = async (limits: object) => {
    if (!("id" in native)) throw new Error(native.why);
    return (await native.load(vocabulary)).compile({ kind: "grammar", lark }, { limits });
  };

  test("refuses a grammar that is too large, before anything is written", async () => {
    expect(await compile({ maxSymbols: 10 })).toMatchObject({
      isCompiled: false,
      refusals: [{ reason: "over-limits" }],
    });
    expect(await compile({ lexerFuelAtStart: 10 })).toMatchObject({
      isCompiled: false,
      refusals: [{ reason: "over-limits" }],
    });
  });

  test("costs one mask, and the session goes on", async () => {
    const compiled = await compile({ maxItemsInMask: 300 });
    if (!compiled.isCompiled) throw new Error(JSON.stringify(compiled.refusals));
    const session = compiled.openSession();
    for (const token of text) session.commit(token);
    const mask = new Uint32Array(Math.ceil(vocabulary.size / 32)).fill(7);

    expect(session.mask(mask)).toBe(false);
    expect(mask.every((word) => word === 0)).toBe(true);
    expect(session.validate([...Buffer.from("x > 0")])).toBe(5);
    session.rollback(3);
    expect(session.stats().tokens).toBe(text.length - 3);
  });

  test("does not hold where none is set", async () => {
    const compiled = await compile({});
    if (!compiled.isCompiled) throw new Error(JSON.stringify(compiled.refusals));
    const session = compiled.openSession();
    for (const token of text) session.commit(token);

    expect(session.mask(new Uint32Array(Math.ceil(vocabulary.size / 32)))).toBe(true);
    expect(session.stats().itemsInLastMask).toBeGreaterThan(0);
  });
});

describe("a limit on WebAssembly", () => {
  test("is told as one that will not hold", async () => {
    const compiler = await wasmEngine.load(vocabulary);
    const compiled = compiler.compile(
      { kind: "regex", pattern: "a" },
      { limits: { maxItemsInRow: 5 } },
    );
    expect(compiled).toMatchObject({
      isCompiled: true,
      notes: [expect.stringMatching(/limits of its own/)],
    });
  });
});

describe.each([native, wasmEngine].flatMap((engine) => ("id" in engine ? [engine] : [])))(
  "$id refuses what matches no text",
  (engine) => {
    const loaded = engine.load(vocabulary);
    const refusalsOf = async (text: string): Promise<readonly string[]> => {
      const compiled = (await loaded).compile({ kind: "grammar", lark: text });
      return compiled.isCompiled
        ? []
        : compiled.refusals.map(({ line, column, message }) => `${line}:${column} ${message}`);
    };

    test.each([
      ['start: "a" A\nA: /[^\\s\\S]/', '2:1 the terminal "A" matches no text'],
      ['start: "a" A | "b"\n\n  A: /b+x/ & /b+y/ ', '3:3 the terminal "A" matches no text'],
      [
        'start: "a" (B | C)\nB: C\n | C & D\nC: /c/\nD: C & /d/',
        '5:1 the terminal "D" matches no text',
      ],
      ['start: "a" A?\nA: /a+/ & ~/a*/', '2:1 the terminal "A" matches no text'],
      ['start: "a" /[^\\d\\D]/ "b"', "1:12 the pattern /[^\\d\\D]/ matches no text"],
    ])("%j", async (text, expected) => {
      expect(await refusalsOf(text)).toEqual([expected]);
    });

    test.each([
      'start: "a" A\nA: /b+/ & ~/b/',
      'start: "a" A\nA: "b" | /[^\\s\\S]/',
      'start: "a" A\nA: /b*/ & /c*/',
      'start: "a" /[^\\s]/ x\nx: "b"~2 "&~"',
    ])("and takes %j", async (text) => {
      expect(await refusalsOf(text)).toEqual([]);
    });
  },
);

describe("openConstraintEngine()", () => {
  test("takes the native engine where it is built, and says why", () => {
    const { engine, why } = openConstraintEngine();

    expect(engine.id).toBe("id" in native ? "llguidance-native" : "llguidance-wasm");
    expect(why).toMatch("id" in native ? /built for this machine/ : /WebAssembly.+not built/);
  });
});
