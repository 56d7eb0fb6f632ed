import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  closingMark,
  type MarkedBlock,
  nonceOf,
  openingMark,
  readMarkedBlocks,
  renderMarkedBlock,
} from "./marked-blocks.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const textOf = (answer: string) => readMarkedBlocks(answer).map(({ text }) => text);
const block = (text: string, { nonce = "1f3a9c2b", label = "max / vc-code" } = {}) =>
  renderMarkedBlock({ nonce, label }, text);

const anyNonce = fc.string({
  unit: fc.constantFrom(..."0123456789abcdef"),
  minLength: 8,
  maxLength: 8,
});
const anyWord = fc.stringMatching(/^[\w.:()/-]{1,12}$/u);
const anyLabel = fc.array(anyWord, { minLength: 1, maxLength: 4 }).map((words) => words.join(" "));
const anyLine = fc.oneof(
  fc.string({ unit: "binary" }).map((line) => line.replaceAll("\n", "")),
  fc.constantFrom("", "  x := 1;", "}", "<<<", ">>>", "<<<BEGIN", "\r", "\0", "\uFEFF", "// `x`"),
);
const anyText = fc
  .array(anyLine)
  .map((lines) => lines.map((line) => `${line}\n`).join(""))
  .filter((text) => !/^\s*(?:`{3}|~{3})/u.test(text));

describe("readMarkedBlocks()", () => {
  test("gives back what was rendered, whatever stands around it", () => {
    const anyBlock = fc.record({ nonce: anyNonce, label: anyLabel, text: anyText });
    const anyBlocks = fc.array(fc.tuple(anyBlock, anyText), { maxLength: 5 });

    fc.assert(
      fc.property(anyBlocks, (parts) => {
        const answer = parts
          .map(([part, between]) => renderMarkedBlock(part, part.text) + between)
          .join("");

        const read = readMarkedBlocks(answer);

        expect(read.map(({ nonce, label, text }) => ({ nonce, label, text }))).toEqual(
          parts.map(([part]) => part),
        );
        expect(read.every(({ isClosed }) => isClosed)).toBe(true);
      }),
    );
  });

  test("reads any part that is cut out by its offsets as the same block", () => {
    const answer = `Sure.\n${block("a\n")}between\n${block("b\n", { label: "max / vc-helpers" })}`;

    const again = readMarkedBlocks(answer).flatMap(({ start, end }) =>
      readMarkedBlocks(answer.slice(start, end)),
    );

    expect(again.map(({ text }) => text)).toEqual(["a\n", "b\n"]);
  });

  test("never throws, and every block lies in the answer, after the one before", () => {
    const anyPiece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("<<<BEGIN 1f3a9c2b a>>>\n", "<<<END 1f3a9c2b a>>>\n", "\r\n", "```\n", "**"),
    );

    fc.assert(
      fc.property(fc.array(anyPiece), (pieces) => {
        const answer = pieces.join("");
        let at = 0;
        for (const { start, end } of readMarkedBlocks(answer)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeLessThanOrEqual(answer.length);
          at = end;
        }
      }),
    );
  });

  test("calls a block unclosed at any place where the answer is cut", () => {
    const whole = block("x := 1;\ny := 2;\n");
    const mark = closingMark("1f3a9c2b", "max / vc-code").length + 1;

    for (
      let length = openingMark("1f3a9c2b", "max / vc-code").length;
      length < whole.length - mark;
      length++
    ) {
      expect(readMarkedBlocks(whole.slice(0, length))).toMatchObject([{ isClosed: false }]);
    }
  });

  test("ends an unclosed block where the next one begins", () => {
    const answer = `${openingMark("1f3a9c2b", "a")}\nx\n${block("y\n")}`;

    expect(readMarkedBlocks(answer)).toMatchObject([
      { label: "a", text: "x\n", isClosed: false },
      { label: "max / vc-code", text: "y\n", isClosed: true },
    ]);
  });

  test.each([
    ["with carriage returns", (answer: string) => answer.replaceAll("\n", "\r\n"), "x\r\n"],
    ["indented", (answer: string) => answer.replaceAll("<<<", "   <<<"), "x\n"],
    ["bold", (answer: string) => answer.replace(/<<<.*>>>/gu, "**$&**"), "x\n"],
    ["as code", (answer: string) => answer.replace(/<<<.*>>>/gu, "`$&`"), "x\n"],
    ["as headings", (answer: string) => answer.replaceAll("<<<", "### <<<"), "x\n"],
    ["with other spaces", (answer: string) => answer.replaceAll(" / ", "  /\t"), "x\n"],
    [
      "with upper-case digits",
      (answer: string) => answer.replaceAll("1f3a9c2b", "1F3A9C2B"),
      "x\n",
    ],
    ["in a fence", (answer: string) => `\`\`\`\n${answer}\`\`\`\n`, "x\n"],
    ["after a byte order mark", (answer: string) => `\uFEFF${answer}`, "x\n"],
    [
      "closed by the last part",
      (answer: string) => answer.replace("END 1f3a9c2b max / ", "END 1f3a9c2b "),
      "x\n",
    ],
    [
      "closed without a label",
      (answer: string) => answer.replace(/(END \w+).*>>>/u, "$1>>>"),
      "x\n",
    ],
    ["without a last line feed", (answer: string) => answer.trimEnd(), "x\n"],
  ] as const)("reads marks %s", (_, change, text) => {
    expect(readMarkedBlocks(change(block("x\n")))).toMatchObject([
      { nonce: "1f3a9c2b", label: "max / vc-code", text, isClosed: true },
    ]);
  });

  test.each([
    ["another nonce", closingMark("00000000", "max / vc-code")],
    ["another label", closingMark("1f3a9c2b", "max / vc-helpers")],
    ["a part of a word", closingMark("1f3a9c2b", "code")],
    ["words behind it", `${closingMark("1f3a9c2b", "max / vc-code")} and so on`],
  ])("is not closed by a mark with %s", (_, mark) => {
    const answer = `${openingMark("1f3a9c2b", "max / vc-code")}\nx\n${mark}\n`;

    expect(readMarkedBlocks(answer)).toMatchObject([{ isClosed: false }]);
  });

  test("takes off a fence around the whole text, and no other", () => {
    expect(textOf(block("```dafny\nx\n```\n"))).toEqual(["x\n"]);
    expect(textOf(block("\n~~~~\r\nx\r\n~~~~\r\n\n"))).toEqual(["x\r\n"]);
    expect(textOf(block("```\n```\n"))).toEqual([""]);
    expect(textOf(block("```\nx\n```\ny\n```\n"))).toEqual(["```\nx\n```\ny\n```\n"]);
    expect(textOf(block("x\n```\ny\n```\n"))).toEqual(["x\n```\ny\n```\n"]);
    expect(textOf(block("```\nx\n"))).toEqual(["```\nx\n"]);
  });

  test("keeps an empty block empty", () => {
    expect(textOf(block(""))).toEqual([""]);
  });

  test("reads megabytes of what is nearly a mark in linear time", () => {
    const answer = `${"<<<BEGIN 1f3a9c2b ".repeat(200_000)}\n${" *".repeat(500_000)}\n${block("x\n")}`;

    expect(textOf(answer)).toEqual(["x\n"]);
  });
});

describe("renderMarkedBlock()", () => {
  test("keeps a label on one line", () => {
    const [read] = readMarkedBlocks(block("x", { label: " a\n<<<END\r\n b " })) as [MarkedBlock];

    expect(read).toMatchObject({ label: "a <<<END b", text: "x\n", isClosed: true });
  });
});

describe("nonceOf()", () => {
  test("is eight hex digits that tell where one part ends", () => {
    expect(nonceOf(sha256, ["a", "b"])).toMatch(/^[0-9a-f]{8}$/u);
    expect(nonceOf(sha256, ["a", "b"])).toBe(nonceOf(sha256, ["a", "b"]));
    expect(nonceOf(sha256, ["ab", ""])).not.toBe(nonceOf(sha256, ["a", "b"]));
  });
});
