import { canonicalJson } from "./canonical-json.ts";

/** 64 bits in hex: long enough that nobody meets one by chance, short enough to cost a small model few tokens. */
const NONCE_LENGTH = 16;

/**
 * A mark that none of `texts` contains, in lower-case hex; the same texts give the same mark, so that a request and
 * what caches and replays know it by stay the same to the byte.
 *
 * It is taken from the hash of all texts together. Whoever writes one of them cannot write the mark in advance:
 * putting it into the text changes the hash, and with it the mark. Should a text hold the mark nevertheless, the next
 * one is taken, so that it is certain and not only improbable.
 *
 * @param sha256 SHA-256 of a text's UTF-8, in lower-case hex.
 */
export function createNonce(sha256: (text: string) => string, texts: readonly string[]): string {
  const lowered = texts.map((text) => text.toLowerCase());
  for (let round = 0; ; round += 1) {
    const nonce = sha256(canonicalJson([round, ...texts])).slice(0, NONCE_LENGTH);
    if (!lowered.some((text) => text.includes(nonce))) return nonce;
  }
}

export interface FenceDataOptions {
  /** Where the text comes from, e.g. `file:src/slug.ts`, `specification:Slugify`. */
  readonly origin: string;
  /** From `createNonce` over every text that is fenced with it. */
  readonly nonce: string;
}

/**
 * `text` between markers that it cannot close: it is content, whatever it says.
 *
 * @throws {RangeError} for a text that holds the nonce: then it is not from `createNonce` over this text.
 */
export function fenceData(text: string, { origin, nonce }: FenceDataOptions): string {
  if (text.toLowerCase().includes(nonce))
    throw new RangeError("Cannot fence a text with a nonce that it holds");
  const body = text.endsWith("\n") ? text : `${text}\n`;
  return `<data-${nonce} origin="${quoteOrigin(origin)}">\n${body}</data-${nonce}>`;
}

/** An origin is a name that somebody chose: it stays on one line and inside its quotes. */
const quoteOrigin = (origin: string): string =>
  origin.replaceAll(/["<>&\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "_").slice(0, 200);
