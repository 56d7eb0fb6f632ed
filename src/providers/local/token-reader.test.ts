import fc from "fast-check";
import type { LlamaModel, Token } from "node-llama-cpp";
import { describe, expect, test } from "vitest";
import { createTokenReader } from "./token-reader.ts";

/** A tokenizer whose tokens are bytes. */
const bytes = {
  detokenize: (tokens: readonly Token[]) => Buffer.from(tokens as readonly number[]).toString(),
} as Pick<LlamaModel, "detokenize">;

describe("createTokenReader()", () => {
  test("gives whole characters only, and all of them", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const reader = createTokenReader(bytes, []);

        const parts = [...Buffer.from(text)].map((byte) => reader.read(byte as Token));

        expect(parts.join("") + reader.flush()).toBe(text);
        expect(parts.every((part) => [...text].includes(part) || part === "")).toBe(true);
      }),
    );
  });

  test("gives up on bytes that become no character", () => {
    const reader = createTokenReader(bytes, []);

    const parts = [0xff, 0xff, 0xff, 0xff, 0x61].map((byte) => reader.read(byte as Token));

    expect(parts.at(-1)).toBe("a");
  });
});
