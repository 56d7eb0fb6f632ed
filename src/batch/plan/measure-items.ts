import type { BatchItem } from "../../domain/batch.ts";
import { slotLabel } from "../../domain/slot.ts";
import type { FormalLanguage } from "../../ports/formal-language.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { closingMark, openingMark } from "../../std/marked-blocks.ts";
import { contractsOf } from "../context/contracts-of.ts";
import { keyOf } from "../prompt/included-files.ts";
import { itemNonce } from "../prompt/item-nonce.ts";
import { describeWish, renderSlots } from "../prompt/render-item.ts";
import { renderBatchSystem } from "../prompt/render-system.ts";
import type { BatchLimits } from "./limits.ts";

/** What an item takes in a call. */
export interface ItemCost {
  readonly id: string;
  readonly language: string;
  /** Its own part of the prompt. */
  readonly inputTokens: number;
  /** What its answer is thought to come to, with its marks. */
  readonly expectedTokens: number;
  /** What is kept free for its answer. */
  readonly reservedTokens: number;
  /** Files that it includes; in a call they count once, whoever includes them. */
  readonly included: readonly { readonly key: string; readonly tokens: number }[];
}

export interface MeasureOptions {
  readonly languages: readonly LanguagePack[];
  readonly countTokens: (text: string) => number;
  /** SHA-256 of a text's UTF-8, in lower-case hex. */
  readonly sha256: (text: string) => string;
}

/**
 * Answers of recorded solutions came to about as much as this: they depend little on how long the file is, and helpers
 * are what makes them long.
 */
const EXPECTED_BASE = 200;
const EXPECTED_SHARE = 0.8;

/** What stands around the items of a prompt, besides the system message. */
const FRAME_TOKENS = 120;

/** Tokens of a prompt in a language before any item is in it. */
export const frameTokens = (
  language: LanguagePack,
  { countTokens }: Pick<MeasureOptions, "countTokens">,
): number => countTokens(renderBatchSystem(language)) + FRAME_TOKENS;

/** What each item takes of a call: tokens of its question, and of the answer that is expected. */
export function measureItems(
  items: readonly BatchItem[],
  limits: Pick<BatchLimits, "outputFactor" | "reasoningTokens">,
  { languages, countTokens, sha256 }: MeasureOptions,
): readonly ItemCost[] {
  const formals = new Map(languages.map(({ id, formal }) => [id, formal]));
  const fenceTokens = (name: string): number => FENCE_TOKENS + countTokens(name);
  const measureIncluded = createIncludedMeter(countTokens, fenceTokens);
  return items.map((item) => {
    const { language, source } = item.specification;
    const nonce = itemNonce(sha256, item);
    const given = countTokens(source);
    const wish = describeWish(item.specification);
    const answer = Math.ceil(EXPECTED_BASE + EXPECTED_SHARE * given);
    const marks = countTokens(renderMarks(item, nonce));
    return {
      id: item.id,
      language,
      inputTokens:
        given +
        countTokens(renderSlots(item, nonce)) +
        fenceTokens(item.id) +
        (wish === "" ? 0 : countTokens(wish) + fenceTokens(item.id)),
      expectedTokens: answer + marks,
      reservedTokens: Math.ceil(answer * limits.outputFactor) + marks + limits.reasoningTokens,
      included: measureIncluded(item, formals.get(language)),
    };
  });
}

const renderMarks = ({ id, specification }: BatchItem, nonce: string): string =>
  specification.slots
    .map(({ name }) => slotLabel(id, name))
    .map((label) => `${openingMark(nonce, label)}\n${closingMark(nonce, label)}\n`)
    .join("");

/** Of the two lines around a text, by any tokenizer: a nonce is hex, which none is good at. */
const FENCE_TOKENS = 50;

/** Each text is read and counted once, since many items include the same. */
function createIncludedMeter(
  countTokens: (text: string) => number,
  fenceTokens: (name: string) => number,
): (item: BatchItem, formal: FormalLanguage | undefined) => ItemCost["included"] {
  const counted = new Map<string, number>();
  return ({ specification }, formal) =>
    specification.contextFiles.map((file) => {
      const key = `${specification.language}\0${keyOf(file)}`;
      const known = counted.get(key);
      if (known !== undefined) return { key, tokens: known };
      const shown = formal === undefined ? file.text : contractsOf(file.text, formal);
      const tokens = countTokens(shown) + fenceTokens(file.path);
      counted.set(key, tokens);
      return { key, tokens };
    });
}
