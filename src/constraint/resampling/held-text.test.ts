import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createWordJudge } from "../../testing/word-judge.ts";
import { holdText, type Refusal } from "./held-text.ts";
import { openByteCompiler } from "./open-byte-compiler.ts";

const compilation = (await openByteCompiler()).compile({
  kind: "grammar",
  lark: 'start: WORD (" " WORD)* "."\nWORD: /é?ab;?/ | "bad" | "late;"',
});
if (!compilation.isCompiled) throw new Error(compilation.refusals[0]?.message);
const { openSession } = compilation;

const open = () =>
  holdText({
    judges: [createWordJudge({ badWord: "bad", lateWord: "late" })],
    session: openSession(),
    measure: (_, work) => work(),
  });

/** What becomes of a text that is read at once, and may it end? */
async function readAll(text: string): Promise<readonly (Refusal | undefined)[]> {
  const held = open();
  const refused = await held.read(text, undefined);
  return [refused, refused === undefined ? await held.finish("", undefined) : undefined];
}

describe("holdText()", () => {
  test.each([
    ["ab ab.", undefined],
    ["ab bad.", { level: "type", keep: 3 }],
    ["ab; late; ab.", { level: "type", keep: 3 }],
    ["ab éx", { level: "syntax", keep: 4 }],
    ["ab é", { level: "syntax", cause: "unfinished", keep: 4 }],
    ["ab", { level: "syntax", cause: "unfinished", keep: 2 }],
    ["", { level: "syntax", cause: "unfinished", keep: 0 }],
  ] as const)("judges %j", async (text, refusal) => {
    const [first, last] = await readAll(text);

    if (refusal === undefined) expect([first, last]).toEqual([undefined, undefined]);
    else expect(first ?? last).toMatchObject(refusal);
  });

  test("takes blanks at the end where only they make it whole", async () => {
    const lines = (await openByteCompiler()).compile({
      kind: "grammar",
      lark: 'start: "ab" "\\n"',
    });
    if (!lines.isCompiled) throw new Error("not compiled");
    const held = holdText({
      judges: [],
      session: lines.openSession(),
      measure: (_, work) => work(),
    });

    await held.read("ab", undefined);

    expect(await held.finish("", undefined)).toMatchObject({ cause: "unfinished" });
    expect(await held.finish("\n", undefined)).toBeUndefined();
  });

  test("goes on from any earlier place as if nothing had been after it", async () => {
    const words = fc.constantFrom("ab", " ", ".", "bad", "late;", "é", "ab;", "x");
    const texts = fc.array(words, { maxLength: 8 }).map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(texts, texts, fc.nat(20), async (first, more, at) => {
        const held = open();
        await held.read(first, undefined);
        const back = Math.min(at, held.length);
        const text = first.slice(0, back) + more;

        await held.goBackTo(back, text, undefined);
        const refused = await held.read(text.slice(held.length), undefined);
        const last = refused === undefined ? await held.finish("", undefined) : undefined;

        const [expected, expectedLast] = await readAll(text);
        // Cut in the middle of a word, the judge was asked of its halves: only what it then says is the same.
        expect([refused?.level, refused?.keep, last?.cause]).toEqual([
          expected?.level,
          expected?.keep,
          expectedLast?.cause,
        ]);
      }),
      { numRuns: 500 },
    );
  });
});
