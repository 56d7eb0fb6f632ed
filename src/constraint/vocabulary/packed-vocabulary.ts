/** A vocabulary as one block of bytes, to be kept on disk and loaded in milliseconds. */

import type { Vocabulary } from "../../domain/vocabulary.ts";

/** `SWV`, and the form's number. */
const MAGIC = 0x3156_5753;
const HEAD_BYTES = 8;

/** Magic, length of the facts, facts as JSON (padded to four bytes), offsets, bytes; all little-endian. */
export function packVocabulary({ bytes, offsets, ...facts }: Vocabulary): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(facts));
  const factBytes = Math.ceil(text.length / 4) * 4;
  const packed = new Uint8Array(HEAD_BYTES + factBytes + offsets.length * 4 + bytes.length);
  const view = new DataView(packed.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, factBytes, true);
  packed.fill(0x20, HEAD_BYTES, HEAD_BYTES + factBytes);
  packed.set(text, HEAD_BYTES);
  let at = HEAD_BYTES + factBytes;
  for (const offset of offsets) {
    view.setUint32(at, offset, true);
    at += 4;
  }
  packed.set(bytes, at);
  return packed;
}

/** `undefined` where the bytes are not a whole packed vocabulary of this form. */
export function unpackVocabulary(packed: Uint8Array): Vocabulary | undefined {
  if (packed.length < HEAD_BYTES) return undefined;
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const factBytes = view.getUint32(4, true);
  const offsetsAt = HEAD_BYTES + factBytes;
  if (view.getUint32(0, true) !== MAGIC || offsetsAt > packed.length) return undefined;
  const facts = readFacts(packed.subarray(HEAD_BYTES, offsetsAt));
  if (facts === undefined) return undefined;
  const bytesAt = offsetsAt + (facts.size + 1) * 4;
  if (bytesAt > packed.length) return undefined;
  const offsets = new Uint32Array(facts.size + 1);
  for (let token = 0; token <= facts.size; token += 1)
    offsets[token] = view.getUint32(offsetsAt + token * 4, true);
  // A copy: what is given may be a part of a larger block.
  const bytes = new Uint8Array(packed.subarray(bytesAt));
  return offsets[facts.size] === bytes.length ? { ...facts, offsets, bytes } : undefined;
}

type Facts = Omit<Vocabulary, "bytes" | "offsets">;

function readFacts(bytes: Uint8Array): Facts | undefined {
  try {
    const facts = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Facts> | null;
    const isWhole =
      typeof facts?.id === "string" &&
      typeof facts.size === "number" &&
      Array.isArray(facts.specialTokens) &&
      Array.isArray(facts.endTokens) &&
      Array.isArray(facts.twins);
    return isWhole ? (facts as Facts) : undefined;
  } catch {
    return undefined;
  }
}
