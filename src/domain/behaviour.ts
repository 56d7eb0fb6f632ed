/** What a function must do, as data: a world and arguments before, a result and a world after. */

import type { JsonRecord, JsonValue } from "./json.ts";

/** The state that an effectful function meets: nothing real is touched. */
export interface World {
  /** Rows by table, e.g. `store_db.orders`. */
  readonly tables: Readonly<Record<string, readonly JsonRecord[]>>;
  /** Text by path. */
  readonly files: Readonly<Record<string, string>>;
  /** What outside functions answer, by their full name; each answer serves once, in order. */
  readonly answers: Readonly<Record<string, readonly Answer[]>>;
}

/** One answer of an outside function. */
export interface Answer {
  /** Serves only a call with exactly these arguments. `undefined` serves any. */
  readonly args: JsonRecord | undefined;
  readonly outcome: CallOutcome;
}

export type CallOutcome =
  | { readonly kind: "returns"; readonly value: JsonValue }
  /** `value` is the error raised, e.g. `{ "$variant": "RateError::Missing", "currency": "EUR" }`. */
  | { readonly kind: "raises"; readonly value: JsonValue };

/** A call of an outside function that was made. */
export interface CallMade {
  readonly function: string;
  readonly args: JsonRecord;
}

export interface Behaviour {
  /** What it shows, in a few words. */
  readonly name: string;
  /** Hidden ones are checked and never shown to a model. */
  readonly isHidden: boolean;
  readonly args: JsonRecord;
  readonly given: World;
  readonly expected: {
    /** `undefined` where only what is left behind matters. */
    readonly outcome: CallOutcome | undefined;
    /** Rows of each named table afterwards, in any order; other tables are not looked at. */
    readonly tables: World["tables"];
    /** Text of each named file afterwards; `null` for one that must be gone. */
    readonly files: Readonly<Record<string, string | null>>;
    /** Calls of outside functions and of effectful library functions, in order. `undefined` is not looked at. */
    readonly calls: readonly CallMade[] | undefined;
  };
}
