/** Between two tokens: which ones may come next, and why the others may not. Worked out when first asked for. */

import { happen } from "./advance.ts";
import { type Next, optionsAfter, type Rest } from "./follow.ts";
import { type Lazy, lazily, type Place } from "./place.ts";
import type { Setting } from "./setting.ts";
import type { Slot } from "./slot.ts";
import { slotOf } from "./slots.ts";
import { refuseLiteral, refuseWord } from "./words.ts";

export interface Boundary {
  /** All of the text before. */
  readonly text: string;
  readonly place: Place;
  readonly options: Lazy<readonly Option[]>;
  /** Whether the rules are at their end. */
  readonly isEnd: Lazy<boolean>;
}

export interface Option {
  readonly next: Next;
  /** With all that happens before the token. */
  readonly place: Place;
  /** Why it cannot come here; `undefined` where it can. */
  readonly refusal: string | undefined;
  /** What a string may say. */
  readonly slot: Lazy<Slot>;
}

export function createBoundary(
  rest: Rest | undefined,
  place: Place,
  text: string,
  setting: Setting,
): Boundary {
  const found = lazily(() => optionsAfter(rest, setting.rules));
  return {
    text,
    place,
    isEnd: () => found().end !== undefined,
    options: lazily(() => found().tokens.map((next) => toOption(next, place, text, setting))),
  };
}

function toOption(next: Next, before: Place, text: string, setting: Setting): Option {
  if (next.isSpent)
    return { next, place: before, refusal: "there are enough of these", slot: () => NOTHING };
  let place = before;
  for (const event of next.events) {
    const after = happen(place, event, text, setting);
    if (typeof after === "string") return { next, place, refusal: after, slot: () => NOTHING };
    place = after;
  }
  const { part } = next;
  const slot = lazily(() =>
    part.kind === "string" || part.kind === "name" ? slotOf(part, place, setting) : NOTHING,
  );
  return { next, place, refusal: refuse(next, place, slot), slot };
}

const NOTHING: Slot = { kind: "listed", names: [], heads: [] };

function refuse(
  { part, events, isOther }: Next,
  place: Place,
  slot: Lazy<Slot>,
): string | undefined {
  switch (part.kind) {
    case "word":
      if (part.text === "step" && events.includes("step") && isUnreachable(place))
        return "no step is reached here: every way before it has returned";
      return isOther ? undefined : refuseWord(part.text, place);
    case "number": {
      const whole = refuseLiteral("integer", place);
      return whole !== undefined && part.isFloat ? refuseLiteral("float", place) : whole;
    }
    case "string":
      if (part.role === "text" && place.step !== undefined) return refuseLiteral("text", place);
      return isEmpty(slot()) ? "nothing is there that could be named here" : undefined;
    case "name":
      return isEmpty(slot()) ? "nothing is there that could be named here" : undefined;
    case "sql":
      return undefined;
  }
}

const isEmpty = (slot: Slot): boolean =>
  slot.kind === "listed" && slot.names.length + slot.heads.length === 0;

const isUnreachable = ({ step }: Place): boolean => {
  const visible = step?.here();
  return visible !== undefined && visible.variables === undefined;
};
