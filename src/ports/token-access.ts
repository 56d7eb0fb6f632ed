/** A model whose tokens are chosen by somebody else: what it would write next, and what it is made to write. */

import type { ModelRequest } from "../domain/model.ts";

export interface TokenAccess {
  /** The file that says what its tokens are: GGUF, or a `tokenizer.json`. */
  readonly vocabularyFile: string;
  /** Plain text as the model itself would cut it, without special tokens. */
  tokenize(text: string): readonly number[];
  /** How the model is drawn from where a request does not say; 0 is greedy. */
  readonly temperature: number;
  /** Tokens less likely than this share of the likeliest one are never drawn. */
  readonly minP: number;
  /**
   * Reads the prompt and `request.answerStart`, to go on from there. Writers wait for each other.
   *
   * @throws {Fault} `model/context-too-long`, `model/unavailable`
   * @throws `signal.reason` when aborted.
   */
  begin(request: ModelRequest, signal: AbortSignal | undefined): Promise<TokenWriter>;
}

/** One answer in the making. */
export interface TokenWriter extends AsyncDisposable {
  /** What was read before the first token is written; at least one token. */
  readonly prompt: readonly number[];
  /** Of those, how many were there from the call before. */
  readonly cachedTokens: number;
  /** How many more tokens fit. */
  readonly room: number;
  /**
   * End of `request.answerStart` that was not read, because a token of the model may reach over it: what is written
   * begins with it.
   */
  readonly again: string;
  /**
   * Writes `certain`, then `draft`, and tells what would follow `certain` and each of `draft`: `draft.length` + 1
   * distributions in one pass. Take back what is not wanted.
   *
   * @throws {Fault} `model/unavailable`
   * @throws the signal's reason when aborted.
   */
  predict(certain: readonly number[], draft: readonly number[]): Promise<readonly NextTokens[]>;
  /** What would follow now, every token of the vocabulary among it: takes a pass and more. */
  predictWhole(): Promise<NextTokens>;
  /** Removes the last `count` tokens that were written. @throws {RangeError} where there are fewer. */
  takeBack(count: number): Promise<void>;
}

/** What may come next, most likely first; as the model has it, at temperature 1. */
export interface NextTokens {
  readonly tokens: readonly number[];
  /** In the order of `tokens`; right relative to each other, and nearly so of the whole. */
  readonly probabilities: readonly number[];
  /** Whether every token of the vocabulary is among `tokens`. */
  readonly isWhole: boolean;
}
