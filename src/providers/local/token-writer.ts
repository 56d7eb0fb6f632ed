import type { ControlledEvaluateInputItem, LlamaContextSequence, Token } from "node-llama-cpp";
import type { NextTokens, TokenWriter } from "../../ports/token-access.ts";
import type { Step } from "./prompt-reader.ts";

/** How many of the likeliest tokens are told; more of them cost more than they are asked for. */
const MOST_TOLD = 64;
/** The model's own distribution: nothing that the engine would do to it. */
const LIKELIEST = { temperature: 1, topK: MOST_TOLD, topP: 1, minP: 0 } as const;
/** Greedy choosing cuts nothing off. */
const ALL = { temperature: 0 } as const;

export interface WriterParts {
  readonly sequence: LlamaContextSequence;
  /** All but the last one have been read. */
  readonly prompt: readonly Token[];
  readonly step: Step;
}

/** Writes after a prompt that has been read but for its last token: that one is read with the first that is asked. */
export function createTokenWriter({
  sequence,
  prompt,
  step,
}: WriterParts): Pick<TokenWriter, "predict" | "predictWhole" | "takeBack"> {
  const written: Token[] = [...prompt];
  /** Erases what no longer stands; the token to ask after is read again where it had been. */
  const keepUpTo = async (end: number): Promise<void> => {
    if (sequence.nextTokenIndex <= end) return;
    await step(sequence.eraseContextTokenRanges([{ start: end, end: sequence.nextTokenIndex }]));
  };
  const evaluate = async (
    asked: number,
    options: typeof LIKELIEST | typeof ALL,
  ): Promise<readonly NextTokens[]> => {
    await keepUpTo(written.length - asked);
    const unread = written.slice(sequence.nextTokenIndex);
    const input = unread.map(
      (token, at): ControlledEvaluateInputItem =>
        at < unread.length - asked
          ? token
          : [token, { generateNext: { probabilities: true, options } }],
    );
    const results = await step(sequence.controlledEvaluate(input));
    return results.slice(-asked).map((result) => {
      const told = [...(result?.next.probabilities ?? [])];
      if (told.length === 0) throw new Error("the engine told no probabilities");
      return {
        tokens: told.map(([token]) => token),
        probabilities: told.map(([, probability]) => probability),
        isWhole: options === ALL,
      };
    });
  };
  return {
    predict(certain, draft) {
      written.push(...(certain as readonly Token[]), ...(draft as readonly Token[]));
      return evaluate(draft.length + 1, LIKELIEST);
    },
    async predictWhole() {
      const [whole] = await evaluate(1, ALL);
      if (whole === undefined) throw new Error("the engine told no probabilities");
      return whole;
    },
    async takeBack(count) {
      if (count > written.length - prompt.length)
        throw new RangeError(
          `Cannot take ${count} tokens back: ${written.length - prompt.length} are written`,
        );
      written.length -= count;
    },
  };
}
