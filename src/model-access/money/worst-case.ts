import type { ModelRequest } from "../../domain/model.ts";
import { costOf, type ModelPrice } from "../../domain/price.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { canonicalJson } from "../../std/canonical-json.ts";

/** Room for the role and the marks around a message; providers use 3 to 10 tokens. */
export const TOKENS_PER_MESSAGE = 16;

/** Most tokens that a request can be. */
export interface WorstTokens {
  readonly input: number;
  readonly output: number;
}

/** No tokenizer makes more tokens of a text than it has bytes, and no model takes more than its window. */
export function worstTokens(
  request: ModelRequest,
  model: Pick<LanguageModel, "contextWindowTokens" | "capabilities">,
): WorstTokens {
  const { messages, answerStart = "", responseSchema, maxOutputTokens } = request;
  const texts = [...messages.map(({ text }) => text), answerStart];
  if (responseSchema !== undefined) texts.push(canonicalJson(responseSchema));
  const bytes = texts.reduce((sum, text) => sum + countBytes(text), 0);
  return {
    input: Math.min(bytes + TOKENS_PER_MESSAGE * messages.length, model.contextWindowTokens),
    output: Math.min(
      maxOutputTokens,
      model.capabilities.outputLimitTokens ?? Number.POSITIVE_INFINITY,
    ),
  };
}

/**
 * Most that a request of at most so many tokens can cost, in nano-dollars: in the dearest of the tiers that it may
 * come into, with all of its input at the dearest of plain, read and written.
 */
export function worstCost(
  price: ModelPrice,
  { input, output }: WorstTokens,
  options: { readonly isBatch?: boolean } = {},
): number {
  // Within a tier more is dearer: its largest request is the worst of it.
  const ends = price.tiers.map(({ aboveInputTokens }) => aboveInputTokens);
  const sizes = [input, ...ends.filter((end) => end > 0 && end < input)];
  const none = { input: 0, output, cached: 0, cacheWritten: 0, reasoning: 0 };
  const costs = sizes.flatMap((size) => [
    costOf(price, { ...none, input: size }, options),
    costOf(price, { ...none, input: size, cached: size }, options),
    costOf(price, { ...none, input: size, cacheWritten: size }, options),
  ]);
  return Math.max(...costs);
}

/** UTF-8 bytes. */
function countBytes(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    // Each half of a surrogate pair counts two of its four bytes; a lone half becomes a character of three.
    bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : isHalfOfPair(text, index, unit) ? 2 : 3;
  }
  return bytes;
}

function isHalfOfPair(text: string, index: number, unit: number): boolean {
  if (unit < 0xd800 || unit > 0xdfff) return false;
  const isFirst = unit < 0xdc00;
  const other = text.charCodeAt(isFirst ? index + 1 : index - 1);
  return isFirst ? other >= 0xdc00 && other <= 0xdfff : other >= 0xd800 && other < 0xdc00;
}
