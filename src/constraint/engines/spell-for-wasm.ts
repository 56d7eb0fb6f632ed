import type { TokenizerData } from "transformers-llguidance";
import type { Vocabulary } from "../../domain/vocabulary.ts";
import { SPECIAL_MARK } from "./spell-vocabulary.ts";

/**
 * The package reads a vocabulary's spelling wrongly above U+007F, but takes U+0100 up to U+01FF as the bytes 0 to 255
 * exactly: so that is how bytes are spelled. It takes the number of entries for the number of tokens: so each id has
 * one, and those without a text of their own have one that nothing matches.
 */
export function spellForWasm(vocabulary: Vocabulary): TokenizerData {
  const { bytes, offsets, size, specialTokens, endTokens } = vocabulary;
  const nothing = new Map(vocabulary.twins.map(({ id }) => [id, `twin ${id}`]));
  for (const { id, text } of specialTokens) nothing.set(id, text);
  // Tokens are called `__proto__` and `constructor`, too.
  const vocab = Object.create(null) as Record<string, number>;
  for (let id = 0; id < size; id += 1) {
    const from = offsets[id] ?? 0;
    const until = offsets[id + 1] ?? from;
    const name = nothing.get(id) ?? (from === until ? `free ${id}` : undefined);
    let text = name === undefined ? "" : spell(SPECIAL_MARK);
    if (name === undefined) for (let at = from; at < until; at += 1) text += spell(bytes[at] ?? 0);
    else for (const byte of new TextEncoder().encode(name)) text += spell(byte);
    vocab[text in vocab ? `${spell(SPECIAL_MARK)}again ${id}` : text] = id;
  }
  // The package's engine fails in the middle of a mask where the size is one less than a multiple of 32.
  if (size % 32 === 31) vocab[`${spell(SPECIAL_MARK)}free ${size}`] = size;
  return { vocab, merges: [], eos_token_id: endTokens[0] ?? 0, model_type: "BPE" };
}

const spell = (byte: number): string => String.fromCharCode(byte < 0x80 ? byte : 0x100 + byte);
