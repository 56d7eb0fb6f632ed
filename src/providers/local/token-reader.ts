import type { LlamaModel, Token } from "node-llama-cpp";

/** What a tokenizer writes for bytes that are no character. */
const NO_CHARACTER = "\u{FFFD}";
/** A character has at most four bytes, and a token at least one. */
const LONGEST_CHARACTER = 4;
/** How many tokens before tell a tokenizer whether a space belongs in between. */
const LOOK_BACK = 3;

/** Tokens, one at a time, as text; bytes wait until they are a character. */
export interface TokenReader {
  read(token: Token): string;
  /** The bytes that never became one. */
  flush(): string;
}

/** Reads what follows `before`. */
export function createTokenReader(
  model: Pick<LlamaModel, "detokenize">,
  before: readonly Token[],
): TokenReader {
  let shown = before.slice(-LOOK_BACK);
  let waiting: Token[] = [];
  const show = (): string => {
    const text = model.detokenize(waiting, false, shown);
    shown = [...shown, ...waiting].slice(-LOOK_BACK);
    waiting = [];
    return text;
  };
  return {
    read(token) {
      waiting.push(token);
      const isWhole = !model.detokenize(waiting, false, shown).endsWith(NO_CHARACTER);
      return isWhole || waiting.length >= LONGEST_CHARACTER ? show() : "";
    },
    flush: () => (waiting.length === 0 ? "" : show()),
  };
}
