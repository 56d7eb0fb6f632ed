/** A model whose tokens are chosen by somebody else: what it would write next, and what it is made to write. */

import type { ModelRequest } from "../domain/model.ts";
import type { Vocabulary } from "../domain/vocabulary.ts";

export interface TokenAccess {
  /** The model's own, loaded once. */
  openVocabulary(): Promise<Vocabulary>;
  /** Plain text as the model itself would cut it, without special tokens. */
  tokenize(text: string): readonly number[];
  /**
   * Reads the prompt and `request.answerStart`, to go on from there. Writers wait for each other.
   *
   * @throws {Fault} `model/context-too-long`
   * @throws `signal.reason` when aborted.
   */
  begin(request: ModelRequest, signal: AbortSignal | undefined): Promise<TokenWriter>;
}

/** One answer in the making. */
export interface TokenWriter extends AsyncDisposable {
  readonly promptTokens: number;
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
   * What would follow after the text so far and each of `draft`, token by token: `draft.length` + 1 distributions in
   * one pass. The draft is written then; take back what is not wanted.
   */
  predict(draft: readonly number[]): Promise<readonly NextTokens[]>;
  /** Removes the last `count` tokens. */
  takeBack(count: number): Promise<void>;
}

/** What may come next, most likely first. */
export interface NextTokens {
  readonly tokens: readonly number[];
  /** Of the model's whole distribution at temperature 1; not necessarily all of it. */
  readonly probabilities: readonly number[];
  /** Whether every token of the vocabulary is among `tokens`. */
  readonly isWhole: boolean;
  /** The whole distribution, at a price; only of the last `predict`'s last one. */
  whole(): Promise<NextTokens>;
}
