/** Judges a text while it is written. Refuses only what no continuation can mend: where it cannot tell, it allows. */

export interface PrefixJudge {
  readonly level: "type" | "semantic";
  /** In words, what it sees to, e.g. `types by the compiler`. */
  readonly describes: string;
  /** Of the empty text. */
  readonly start: PrefixState;
  /**
   * The same where only whole phrases are judged any more: its `feed` refuses nothing, `settle` and `finish` do.
   * @default where less is asked, this judge goes on as it was
   */
  readonly startLenient?: PrefixState | undefined;
}

/** Where a text stands. Immutable: text is taken back by going on from an earlier state. */
export interface PrefixState {
  /**
   * The state after `text` more, or why there is none. Called for each token that is drawn: microseconds, no waiting.
   * `text` is whole characters.
   */
  feed(text: string): PrefixState | PrefixRefusal;
  /**
   * There where a phrase has just ended of which more can be told at a price, e.g. a statement by the compiler:
   * the state to go on from, or a refusal.
   *
   * @throws {Fault} `toolchain/*`, `sandbox/*`
   */
  readonly settle:
    | ((signal: AbortSignal | undefined) => Promise<PrefixState | PrefixRefusal>)
    | undefined;
  /**
   * Whether the text may end here: the last word, `undefined` where it may.
   *
   * @throws {Fault} `toolchain/*`, `sandbox/*`
   */
  finish(signal: AbortSignal | undefined): Promise<PrefixRefusal | undefined>;
  /**
   * Texts of which one must follow, each whole, e.g. the names that may stand here after what is written of one;
   * `undefined` where that cannot be said. A text that is refused elsewhere may be among them.
   */
  listContinuations(): readonly string[] | undefined;
  /**
   * A short text with which all of it ends well from here; `undefined` where none was found. Milliseconds. Absent
   * where ends are only found by searching.
   */
  proposeEnd?(): string | undefined;
}

export interface PrefixRefusal {
  readonly isRefused: true;
  /** A short word for statistics, e.g. `unknown-name`, `wrong-type`. */
  readonly cause: string;
  /** One sentence for a person, e.g. `"legnth" is no member of string`. */
  readonly reason: string;
  /** How many characters of the text, from its beginning, can stand; what is after them must be written otherwise. */
  readonly keep: number;
}

export const isRefusal = (one: PrefixState | PrefixRefusal): one is PrefixRefusal =>
  "isRefused" in one;
