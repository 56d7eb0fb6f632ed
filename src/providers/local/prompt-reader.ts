import type { LlamaContextSequence, Token } from "node-llama-cpp";

/** Waits for a piece of the engine's work, or for the signal. */
export type Step = <T>(work: Promise<T>) => Promise<T>;

export interface PromptReader {
  /** Reads all of a prompt but its last token, and says how many tokens were there already. */
  (prompt: readonly Token[], step: Step): Promise<number>;
}

/** Tokens of the prompt between two looks at the signal. Fixed: other pieces give other last digits. */
const PIECE_TOKENS = 128;

/**
 * Only the very same prompt is kept from one call to the next: read in other pieces, the same text has other last
 * digits, and a seed would no longer give the same answer.
 */
export function createPromptReader(sequence: LlamaContextSequence): PromptReader {
  let known = "";
  return async (prompt, step) => {
    const beginning = prompt.slice(0, -1);
    const key = beginning.join();
    if (key === known && beginning.length > 0) {
      await step(
        sequence.eraseContextTokenRanges([
          { start: beginning.length, end: sequence.nextTokenIndex },
        ]),
      );
      if (sequence.nextTokenIndex === beginning.length) return beginning.length;
    }
    known = "";
    await step(sequence.clearHistory());
    for (let at = 0; at < beginning.length; at += PIECE_TOKENS) {
      await step(
        sequence.evaluateWithoutGeneratingNewTokens(beginning.slice(at, at + PIECE_TOKENS)),
      );
    }
    known = key;
    return 0;
  };
}
