import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isFault } from "../domain/fault.ts";
import { writeGguf } from "../testing/write-gguf.ts";
import { openVocabulary } from "./open-vocabulary.ts";

const TOKENIZER = JSON.stringify({
  added_tokens: [{ id: 1, content: "<|im_end|>", special: true }],
  decoder: { type: "ByteLevel" },
  model: { vocab: { a: 0 } },
});
const GGUF = writeGguf({
  "tokenizer.ggml.model": "gpt2",
  "tokenizer.ggml.tokens": ["a", "<|im_end|>"],
  "tokenizer.ggml.token_type": [1, 3],
  "tokenizer.ggml.eos_token_id": 1,
});

describe("openVocabulary()", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "specwright-vocabulary-"));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const open = async (name: string, content: string | Uint8Array) => {
    const file = join(folder, name);
    await writeFile(file, content);
    return openVocabulary(file, { cacheDirectory: join(folder, "kept") });
  };

  test.each([
    ["tokenizer.json", TOKENIZER],
    ["model.gguf", GGUF],
  ])("keeps what it read from %s, and finds it again", async (name, content) => {
    const first = await open(name, content);
    const second = await open(name, content);

    expect([first.isCached, second.isCached]).toEqual([false, true]);
    expect(second.vocabulary).toEqual(first.vocabulary);
    expect(first.vocabulary).toMatchObject({ size: 2, endTokens: [1] });
  });

  test("reads again where what it kept is broken", async () => {
    await open("tokenizer.json", TOKENIZER);
    for (const name of await readdir(join(folder, "kept")))
      await writeFile(join(folder, "kept", name), "SWV1");

    expect(await open("tokenizer.json", TOKENIZER)).toMatchObject({ isCached: false });
  });

  test.each([
    ["tokenizer.json", "{}"],
    ["model.gguf", "not a model"],
    ["model.gguf", GGUF.subarray(0, 40)],
    ["model.gguf", ""],
  ])("tells of a %s that is none", async (name, content) => {
    const error = await open(name, content).catch((thrown: unknown) => thrown);

    expect(isFault(error, "model/corrupt")).toBe(true);
    expect(String(error)).toMatch(/Cannot (read|use) the .+"/);
  });

  test("tells of a file that is not there", async () => {
    const missing = openVocabulary(join(folder, "no.gguf"), { cacheDirectory: folder });
    await expect(missing).rejects.toMatchObject({ code: "model/missing" });
  });
});
