import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BatchItem } from "../../domain/batch.ts";
import { slotLabel } from "../../domain/slot.ts";
import { readSlotTexts } from "../../pipeline/response/slot-texts.ts";
import { sha256 } from "../../platform/sha256.ts";
import { readMarkedBlocks, renderMarkedBlock } from "../../std/marked-blocks.ts";
import { batchItem } from "../../testing/builders.ts";
import { itemNonce } from "../prompt/item-nonce.ts";
import { readBatchAnswer } from "./read-batch-answer.ts";
import { slotOfLabel } from "./read-label.ts";

const SOURCE = "// <vc-helpers>\n// </vc-helpers>\n// <vc-code>\n// </vc-code>\n";
const [a, b, c] = ["a", "b", "c/d"].map((id) => batchItem(id, { source: SOURCE })) as [
  BatchItem,
  BatchItem,
  BatchItem,
];
const items = [a, b, c];
const block = (item: BatchItem, slot: string, text: string, label = slotLabel(item.id, slot)) =>
  renderMarkedBlock({ nonce: itemNonce(sha256, item), label }, text);
const read = (text: string, asked: readonly BatchItem[] = items) =>
  readBatchAnswer(text, asked, { sha256 });
const stateOf = (text: string, item = a) => read(text).find(({ id }) => id === item.id)!;
const whole = (item: BatchItem) =>
  block(item, "vc-helpers", `helper of ${item.id}\n`) +
  block(item, "vc-code", `code of ${item.id}\n`);

describe("readBatchAnswer()", () => {
  test("cuts an answer into the parts of its items, in any order", () => {
    const answer = `Sure!\n${whole(c)}Now the next:\n${whole(a)}${whole(b)}Done.`;

    const parts = read(answer);

    expect(parts.map(({ id, text, isComplete }) => ({ id, text, isComplete }))).toEqual(
      items.map((item) => ({ id: item.id, text: whole(item), isComplete: true })),
    );
  });

  test("gives parts that a run of one item reads as they are", () => {
    const parts = read(`Sure!\n${whole(c)}${whole(a)}${whole(b)}`);

    for (const [at, { id, specification }] of items.entries()) {
      const { texts } = readSlotTexts(parts[at]!.text, specification, sha256);
      expect(Object.fromEntries(texts)).toEqual({
        "vc-helpers": `helper of ${id}\n`,
        "vc-code": `code of ${id}\n`,
      });
    }
  });

  test("tells whether every slot is there, once or more often, and whole", () => {
    const cut = block(b, "vc-code", "x := 1;\n").split("\n").slice(0, 2).join("\n");
    const answer = block(a, "vc-code", "1\n") + block(a, "vc-code", "2\n") + cut;

    const parts = read(answer);

    expect(parts.map(({ isComplete }) => isComplete)).toEqual([true, false, false]);
  });

  test("needs more than helpers, and counts a whole block beside a cut one", () => {
    expect(stateOf(block(a, "vc-helpers", "h\n")).isComplete).toBe(false);
    const cut = block(a, "vc-code", "cut\n").replace(/<<<END.*\n$/, "");
    expect(stateOf(cut + block(a, "vc-code", "again\n"))).toMatchObject({ isComplete: true });
  });

  test("takes interleaved blocks apart, and loses none that is closed", () => {
    const [open, text] = block(a, "vc-code", "first\n").split("\n");
    const answer = `${open}\n${text}\n${whole(b)}`;

    expect(stateOf(answer, a)).toMatchObject({ isComplete: false, text: `${open}\n${text}\n` });
    expect(stateOf(answer, b)).toMatchObject({ isComplete: true, text: whole(b) });
  });

  test("reads fenced, bold, CRLF and NUL", () => {
    expect(stateOf(`\`\`\`toy\n${whole(a)}\`\`\`\n`).isComplete).toBe(true);
    expect(stateOf(whole(a).replaceAll(/^<<<.*$/gm, "**$&**")).isComplete).toBe(true);
    expect(stateOf(whole(a).replaceAll("\n", "\r\n")).isComplete).toBe(true);
    expect(stateOf(`\0${whole(b)}\0\n${whole(a)}`).isComplete).toBe(true);
  });

  test("reads no JSON, and nothing from nothing", () => {
    expect(stateOf(JSON.stringify({ a: { "vc-code": "x" } })).isComplete).toBe(false);
    expect(read("").map(({ text }) => text)).toEqual(["", "", ""]);
  });

  test("knows a slot by its name alone, and in any case", () => {
    expect(stateOf(block(a, "vc-code", "1\n", "vc-code")).isComplete).toBe(true);
    expect(stateOf(block(c, "vc-code", "1\n", "C/D/VC-Code"), c).isComplete).toBe(true);
  });

  test("tells slots apart that differ in case alone", () => {
    const slots = ["body of Max", "body of max"].map(
      (name, at) => ({ name, role: "body", start: at, end: at }) as const,
    );
    const item = batchItem("m", { source: "xy", slots });

    expect(slotOfLabel("m / body of max", item)).toBe("body of max");
    expect(slotOfLabel("m / Body of Max", item)).toBeUndefined();
  });

  test("tells items apart that differ in case alone", () => {
    const [lower, upper] = [batchItem("x", { source: SOURCE }), batchItem("X", { source: SOURCE })];

    const parts = read(whole(upper) + whole(lower), [lower, upper]);

    expect(parts.map(({ text }) => text)).toEqual([whole(lower), whole(upper)]);
  });

  test("gives a block to nobody whose nonce and label do not agree", () => {
    const wrong = block(a, "vc-code", "1\n", slotLabel("b", "vc-code"));
    const guessed = renderMarkedBlock({ nonce: "00000000", label: "a / vc-code" }, "2\n");
    const extra = renderMarkedBlock({ nonce: "00000000", label: "z / vc-code" }, "3\n");

    const parts = read(wrong + guessed + extra);

    expect(parts.every(({ text }) => text === "")).toBe(true);
  });

  test("keeps blocks of an item that name none of its slots", () => {
    const answer = block(a, "vc-else", "1\n") + whole(a);

    expect(stateOf(answer)).toMatchObject({ isComplete: true, text: answer });
  });

  const anyLine = fc.oneof(
    fc.string({ unit: "binary" }).map((line) => line.replaceAll("\n", "")),
    fc.constantFrom(
      "",
      "```",
      "}",
      "<<<BEGIN",
      ">>>",
      "<<<END 00000000 a / vc-code>>>",
      "**",
      "\r",
    ),
  );
  const anyNoise = fc
    .array(anyLine, { maxLength: 3 })
    .map((lines) => lines.map((line) => `${line}\n`).join(""));

  test("loses no closed block and gives none to another item, whatever the order and the noise", () => {
    const anyBlock = fc.record({
      item: fc.constantFrom(...items),
      slot: fc.constantFrom("vc-helpers", "vc-code"),
      body: fc.nat().map((number) => `body ${number}\n`),
      isCut: fc.boolean(),
      noise: anyNoise,
    });

    fc.assert(
      fc.property(fc.array(anyBlock, { maxLength: 12 }), anyNoise, (blocks, noise) => {
        const rendered = blocks.map(({ item, slot, body, isCut, noise: after }) => {
          const text = block(item, slot, `${item.id}: ${body}`);
          return `${isCut ? text.replace(/<<<END[^\n]*\n$/, "") : text}${after}`;
        });

        const parts = read(noise + rendered.join(""));

        for (const [at, item] of items.entries()) {
          const own = readMarkedBlocks(parts[at]!.text);
          expect(own.every(({ text }) => text.startsWith(`${item.id}: `))).toBe(true);
          const sent = blocks.filter((each) => each.item === item && !each.isCut);
          const kept = own.filter(({ isClosed }) => isClosed).map(({ text }) => text);
          expect(kept).toEqual(sent.map(({ body }) => `${item.id}: ${body}`));
        }
      }),
    );
  });

  test("never throws, and reads its own parts as it read the whole", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyNoise, fc.constantFrom(...items.map(whole)))), (texts) => {
        const parts = read(texts.join(""));
        for (const part of parts) {
          const again = read(part.text).find(({ id }) => id === part.id)!;
          expect(again).toEqual(part);
        }
      }),
    );
  });
});
