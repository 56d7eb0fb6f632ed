import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Vocabulary } from "../../domain/vocabulary.ts";
import { createByteVocabulary } from "../../testing/byte-vocabulary.ts";
import { writeGguf } from "../../testing/write-gguf.ts";
import { packVocabulary, unpackVocabulary } from "./packed-vocabulary.ts";
import { readGgufHead } from "./read-gguf.ts";
import { isTokenizerKey, readGgufVocabulary } from "./read-gguf-vocabulary.ts";
import { readTokenizerJson } from "./read-tokenizer-json.ts";
import { decodeByteLevel } from "./token-spelling.ts";

const textOf = ({ bytes, offsets }: Vocabulary, token: number): string =>
  Buffer.from(bytes.subarray(offsets[token], offsets[token + 1])).toString("latin1");
const tokenizer = (parts: object): string =>
  JSON.stringify({
    added_tokens: [{ id: 3, content: "<|end|>", special: true }],
    decoder: { type: "ByteLevel" },
    model: { vocab: { a: 0, Ġé: 1, Ċ: 2 } },
    ...parts,
  });
const options = { id: "x", endTokens: ["<|end|>", "<|other|>"] };

describe("decodeByteLevel()", () => {
  test("reads blanks, ends of lines and parts of letters", () => {
    expect([...(decodeByteLevel("ĠaĊÃ©") ?? [])]).toEqual([0x20, 0x61, 0x0a, 0xc3, 0xa9]);
    expect(decodeByteLevel("日")).toBeUndefined();
  });
});

describe("readTokenizerJson()", () => {
  test("reads byte-level spelling, and special tokens apart", () => {
    const vocabulary = readTokenizerJson(tokenizer({}), options);

    expect([0, 1, 2, 3].map((token) => textOf(vocabulary, token))).toEqual([
      "a",
      " \xe9",
      "\n",
      "",
    ]);
    expect(vocabulary).toMatchObject({
      id: "x",
      size: 4,
      endTokens: [3],
      specialTokens: [{ id: 3, text: "<|end|>" }],
    });
  });

  test("reads pieces with bytes to fall back on, which are the twins of text", () => {
    const decoder = {
      type: "Sequence",
      decoders: [
        { type: "Replace", pattern: { String: "▁" }, content: " " },
        { type: "ByteFallback" },
      ],
    };
    const vocab = { "<0x0A>": 0, "▁日": 1, "\n": 2, __proto__x: 4 };
    const vocabulary = readTokenizerJson(tokenizer({ decoder, model: { vocab } }), options);

    expect(textOf(vocabulary, 1)).toBe(Buffer.from(" 日").toString("latin1"));
    expect(vocabulary.twins).toEqual([{ id: 0, of: 2 }]);
  });

  test("reads a Metaspace list with scores, and leaves free ids free", () => {
    const vocab = [
      ["▁a", -1],
      ["b", -2],
    ];
    const added_tokens = [{ id: 5, content: "<|end|>", special: true }];
    const parts = {
      decoder: { type: "Metaspace", replacement: "▁" },
      model: { vocab },
      added_tokens,
    };
    const vocabulary = readTokenizerJson(tokenizer(parts), options);

    expect([0, 1, 2, 5].map((token) => textOf(vocabulary, token))).toEqual([" a", "b", "", ""]);
    expect(vocabulary.size).toBe(6);
  });

  test.each([
    ["not JSON", "{", /not JSON/],
    ["something else", "[]", /expected object/i],
    ["another decoder", tokenizer({ decoder: { type: "WordPiece" } }), /WordPiece/],
    ["no decoder", tokenizer({ decoder: null }), /known are/],
    ["a token without an id", tokenizer({ model: { vocab: { a: "0" } } }), /no id/],
    ["an unknown spelling", tokenizer({ model: { vocab: { 日: 0 } } }), /spelled in bytes/],
    ["no end token", tokenizer({ added_tokens: [] }), /end tokens/],
  ])("refuses %s", (_, text, message) => {
    expect(() => readTokenizerJson(text, options)).toThrow(message);
    expect(() => readTokenizerJson(text, options)).toThrow(RangeError);
  });
});

describe("readGgufHead()", () => {
  const file = writeGguf({
    "general.name": "x",
    "tokenizer.ggml.model": "llama",
    "tokenizer.ggml.tokens": ["<unk>", "</s>", "<0x0A>", "▁a", "\n"],
    "tokenizer.ggml.scores": [0.5, 1.5, 2, 3, 4],
    "tokenizer.ggml.token_type": [2, 3, 6, 1, 1],
    "tokenizer.ggml.eos_token_id": 1,
  });

  test("gives what is asked for, and where the head ends", () => {
    const head = readGgufHead(Buffer.concat([file, Buffer.alloc(100)]), isTokenizerKey);

    expect(head?.length).toBe(file.length);
    expect([...(head?.entries.keys() ?? [])]).not.toContain("general.name");
    expect(head?.entries.get("tokenizer.ggml.token_type")).toEqual([2, 3, 6, 1, 1]);
  });

  test("asks for more of a file that is cut anywhere", () => {
    for (let length = 0; length < file.length; length += 1)
      expect(readGgufHead(file.subarray(0, length), () => true)).toBeUndefined();
  });

  test("never fails in another way than it says", () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(255), (at, byte) => {
        const broken = Uint8Array.from(file);
        broken[at] = byte;
        try {
          readGgufHead(broken, () => true);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });

  test("becomes a vocabulary", () => {
    const head = readGgufHead(file, isTokenizerKey);
    if (head === undefined) throw new Error("no head");
    const vocabulary = readGgufVocabulary(head, "id");

    expect([0, 1, 2, 3, 4].map((token) => textOf(vocabulary, token))).toEqual([
      "",
      "",
      "\n",
      " a",
      "\n",
    ]);
    expect(vocabulary.endTokens).toEqual([1]);
    expect(vocabulary.twins).toEqual([{ id: 2, of: 4 }]);
  });

  test.each([
    [{ "tokenizer.ggml.model": "bert", "tokenizer.ggml.tokens": ["a"] }, /bert/],
    [{ "tokenizer.ggml.model": "gpt2" }, /names no tokens/],
  ])("refuses a tokenizer that is not known: %o", (entries, message) => {
    const head = readGgufHead(writeGguf(entries), isTokenizerKey);
    expect(() => readGgufVocabulary(head ?? { entries: new Map(), length: 0 }, "id")).toThrow(
      message,
    );
  });
});

describe("unpackVocabulary()", () => {
  const vocabulary = createByteVocabulary();
  const packed = packVocabulary(vocabulary);

  test("gives back what was packed", () => {
    expect(unpackVocabulary(packed)).toEqual(vocabulary);
    expect(unpackVocabulary(Buffer.concat([Buffer.alloc(3), packed]).subarray(3))).toEqual(
      vocabulary,
    );
  });

  test("takes no part, and nothing else", () => {
    for (let length = 0; length < packed.length; length += 7)
      expect(unpackVocabulary(packed.subarray(0, length))).toBeUndefined();
    expect(unpackVocabulary(Buffer.from("GGUF and so on, longer than a head"))).toBeUndefined();
  });
});
