/** Puts items into calls, so that no limit is passed. */

import { type BatchLimits, itemLimitOf } from "./limits.ts";
import type { ItemCost } from "./measure-items.ts";

/** Items that are asked for together: all of a circle, or one. */
export type Unit = readonly [ItemCost, ...ItemCost[]];

/** The items of one call, and what they come to. */
export interface PackedCall {
  readonly items: readonly ItemCost[];
  readonly inputTokens: number;
  readonly expectedTokens: number;
  readonly outputTokens: number;
}

/** One answer may become far longer than anybody thought; so much is kept free for it. */
const SLACK_TOKENS = 4000;
/** Where a model writes little, less. */
const SLACK_SHARE = 0.25;

export interface PackOptions {
  readonly limits: BatchLimits;
  readonly language: string;
  /** Tokens of the prompt that are there without any item. */
  readonly frameTokens: number;
}

/**
 * Units into calls, in their order: a new call begins where the next one would pass a limit. A circle that passes one
 * by itself is taken apart; a single item is asked for alone, whatever it takes.
 */
export function packUnits(units: readonly Unit[], options: PackOptions): readonly PackedCall[] {
  const calls: PackedCall[] = [];
  let open = createLoad(options);
  const close = (): void => {
    if (open.count() > 0) calls.push(open.toCall());
    open = createLoad(options);
  };
  const put = (unit: Unit): void => {
    if (open.takes(unit)) return open.put(unit);
    close();
    if (unit.length === 1 || open.takes(unit)) return open.put(unit);
    for (const item of unit) put([item]);
  };
  for (const unit of units) put(unit);
  close();
  return calls;
}

/** Whether units together fit into one call that is filled up to a share of it. */
export function fitsShare(units: readonly Unit[], share: number, options: PackOptions): boolean {
  const load = createLoad(options, share);
  return units.every((unit) => {
    const takes = load.takes(unit);
    load.put(unit);
    return takes;
  });
}

interface Load {
  count(): number;
  takes(unit: Unit): boolean;
  put(unit: Unit): void;
  toCall(): PackedCall;
}

function createLoad({ limits, language, frameTokens }: PackOptions, share = 1): Load {
  const slack = Math.min(SLACK_TOKENS, Math.floor(limits.outputTokens * SLACK_SHARE));
  const inputLimit = Math.min(limits.inputTokens, limits.priceCliffTokens ?? limits.inputTokens);
  const window = limits.contextWindowTokens ?? Number.POSITIVE_INFINITY;
  const itemLimit = itemLimitOf(limits, language);
  const items: ItemCost[] = [];
  const included = new Set<string>();
  let [input, expected, reserved] = [frameTokens, 0, slack];

  const inputWith = (unit: Unit): number => {
    const added = new Set<string>();
    let sum = input;
    for (const item of unit) {
      sum += item.inputTokens;
      for (const { key, tokens } of item.included) {
        if (included.has(key) || added.has(key)) continue;
        added.add(key);
        sum += tokens;
      }
    }
    return sum;
  };
  const reservedWith = (unit: Unit): number =>
    unit.reduce((sum, { reservedTokens }) => sum + reservedTokens, reserved);
  const within = (used: number, base: number, limit: number): boolean =>
    used - base <= (limit - base) * share;

  return {
    count: () => items.length,
    takes(unit) {
      const [in_, out] = [inputWith(unit), reservedWith(unit)];
      return (
        items.length + unit.length <= Math.max(1, itemLimit * share) &&
        within(in_, frameTokens, inputLimit) &&
        within(out, slack, limits.outputTokens) &&
        within(in_ + out, frameTokens + slack, window)
      );
    },
    put(unit) {
      input = inputWith(unit);
      reserved = reservedWith(unit);
      for (const item of unit) {
        items.push(item);
        expected += item.expectedTokens;
        for (const { key } of item.included) included.add(key);
      }
    },
    toCall: () => ({
      items,
      inputTokens: input,
      expectedTokens: expected,
      // A single item may pass the limits: then there is no more room than the model has.
      outputTokens: Math.max(
        1,
        Math.min(reserved, limits.outputTokens, Math.max(1, window - input)),
      ),
    }),
  };
}
