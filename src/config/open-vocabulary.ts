/** A model's vocabulary from its file, kept in a form that loads in milliseconds the next time. */

import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { packVocabulary, unpackVocabulary } from "../constraint/vocabulary/packed-vocabulary.ts";
import { readGgufHead } from "../constraint/vocabulary/read-gguf.ts";
import {
  CHAT_ENDS,
  isTokenizerKey,
  readGgufVocabulary,
} from "../constraint/vocabulary/read-gguf-vocabulary.ts";
import { readTokenizerJson } from "../constraint/vocabulary/read-tokenizer-json.ts";
import { Fault } from "../domain/fault.ts";
import type { Vocabulary } from "../domain/vocabulary.ts";

export interface OpenVocabularyOptions {
  /** Where vocabularies are kept; nothing is kept where it cannot be written. */
  readonly cacheDirectory: string;
  /** Texts that end an answer. @default those that chat models use */
  readonly endTokens?: readonly string[] | undefined;
}

export interface OpenedVocabulary {
  readonly vocabulary: Vocabulary;
  readonly isCached: boolean;
}

/**
 * From a `tokenizer.json`, or a GGUF file's head.
 *
 * @throws {Fault} `model/missing`, `model/corrupt`
 */
export async function openVocabulary(
  path: string,
  options: OpenVocabularyOptions,
): Promise<OpenedVocabulary> {
  try {
    return path.endsWith(".json")
      ? await openTokenizerJson(path, options)
      : await openGguf(path, options);
  } catch (error) {
    if (error instanceof RangeError)
      throw new Fault("model/corrupt", `${error.message}: "${path}"`, { cause: error });
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      throw new Fault("model/missing", `Cannot read the vocabulary: there is no file "${path}"`, {
        cause: error,
      });
    throw error;
  }
}

async function openTokenizerJson(
  path: string,
  { cacheDirectory, endTokens = [...CHAT_ENDS] }: OpenVocabularyOptions,
): Promise<OpenedVocabulary> {
  const bytes = await readFile(path);
  const id = sha256(bytes);
  return throughCache(
    join(cacheDirectory, `${id}-${sha256(endTokens.join("\n")).slice(0, 8)}`),
    () => readTokenizerJson(bytes.toString("utf8"), { id, endTokens }),
  );
}

async function openGguf(
  path: string,
  { cacheDirectory }: OpenVocabularyOptions,
): Promise<OpenedVocabulary> {
  const bytes = await readHead(path);
  const id = sha256(bytes);
  return throughCache(join(cacheDirectory, id), () => {
    const head = readGgufHead(bytes, isTokenizerKey);
    if (head === undefined) throw new RangeError("Cannot read the GGUF file: its head is broken");
    return readGgufVocabulary(head, id);
  });
}

/** Reads more and more of the file, until its head is whole. */
async function readHead(path: string): Promise<Uint8Array> {
  await using file = await open(path);
  const { size } = await file.stat();
  for (let length = 4 * 1024 * 1024; ; length *= 2) {
    const bytes = new Uint8Array(Math.min(length, size));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    const head = readGgufHead(bytes.subarray(0, filled), () => false);
    if (head !== undefined) return bytes.subarray(0, head.length);
    if (length >= size)
      throw new RangeError("Cannot read the GGUF file: it breaks off in its head");
  }
}

/** A kept vocabulary that cannot be read is made anew. */
async function throughCache(name: string, read: () => Vocabulary): Promise<OpenedVocabulary> {
  const file = `${name}.vocabulary`;
  const kept = await readFile(file).then(unpackVocabulary, () => undefined);
  if (kept !== undefined) return { vocabulary: kept, isCached: true };
  const vocabulary = read();
  await keep(file, packVocabulary(vocabulary)).catch(() => undefined);
  return { vocabulary, isCached: false };
}

/** Whole or not at all: another process may be reading. */
async function keep(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, bytes);
  await rename(draft, file);
}

const sha256 = (bytes: Uint8Array | string): string =>
  createHash("sha256").update(bytes).digest("hex");
