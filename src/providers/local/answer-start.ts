import type { LlamaModel, Token, TokenBias } from "node-llama-cpp";

/** How the beginning of an answer is put into the model's mouth. */
export interface AnswerStart {
  /** What the model reads as already said. */
  readonly said: readonly Token[];
  /** The end of the beginning, which the model says again itself; `""` when there is nothing to repeat. */
  readonly again: string;
}

/**
 * Text → the tokens before its last one, and that one's text. Where the text is cut is not where the model would
 * have cut it: after `{` it knows `\n    ` as one token, and having read a lone `\n` it ends rather than indents.
 * So the last token is taken back, and the model is held to tokens that begin with its text.
 *
 * @see https://guidance.readthedocs.io/en/latest/example_notebooks/tutorials/token_healing.html
 */
export function splitAnswerStart(text: string, model: LlamaModel): AnswerStart {
  const tokens = model.tokenize(text);
  const said = tokens.slice(0, -1);
  const again = model.detokenize(tokens.slice(-1), false, said);
  const isExact = again !== "" && model.detokenize(said) + again === text;
  return isExact ? { said, again } : { said: tokens, again: "" };
}

/** Far above any difference between two logits, and small enough to keep their digits apart in 32 bits. */
const CERTAIN_LOGIT = 100;

/** Holds the next token to those whose text begins with a given one; kept, because it reads the whole vocabulary. */
export function createTokenHolder(
  model: LlamaModel,
  createBias: () => TokenBias,
): (text: string) => TokenBias {
  let vocabulary: readonly (readonly [Token, string])[] | undefined;
  const known = new Map<string, TokenBias>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    // With something before it, or some tokenizers drop the space that a token begins with.
    const before = model.tokenize("x").slice(-1);
    vocabulary ??= [...model.iterateAllTokens()].map(
      (token) => [token, model.detokenize([token], false, before)] as const,
    );
    const bias = createBias();
    for (const [token, its] of vocabulary) {
      if (its.startsWith(text)) bias.set(token, { logit: CERTAIN_LOGIT });
    }
    known.set(text, bias);
    return bias;
  };
}
