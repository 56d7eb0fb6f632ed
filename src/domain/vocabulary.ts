/** The tokens of a model, as bytes: what constraints are masks over. */

export interface Vocabulary {
  /** SHA-256, in lower-case hex, of what it was read from. */
  readonly id: string;
  /** Token ids are 0 to `size` - 1. */
  readonly size: number;
  /** Token `i` is `bytes[offsets[i]]` up to `bytes[offsets[i + 1]]`; empty for special tokens and for ids that are free. */
  readonly bytes: Uint8Array;
  /** `size` + 1 of them, rising. */
  readonly offsets: Uint32Array;
  /** Tokens that no text is made of, e.g. `<|im_end|>`. */
  readonly specialTokens: readonly SpecialToken[];
  /** Those that end an answer; at least one. */
  readonly endTokens: readonly number[];
  /** Tokens whose bytes another one has too: what goes for that one goes for them. */
  readonly twins: readonly TwinToken[];
}

export interface SpecialToken {
  readonly id: number;
  readonly text: string;
}

export interface TwinToken {
  readonly id: number;
  readonly of: number;
}
