/** Which programs are shown beside a wish, and why. */

/** What examples are chosen by. */
export interface ExampleWish {
  readonly text: string;
  /** `undefined` where nobody said: then it is guessed from the text. */
  readonly category: string | undefined;
  readonly signature: string | undefined;
}

export interface SelectExamplesOptions {
  readonly countTokens: (text: string) => number;
  /** What all texts together may have. @default 1500 */
  readonly budgetTokens?: number | undefined;
  /** How many at most. @default 3 */
  readonly count?: number | undefined;
}

export interface ExampleSelection {
  readonly examples: readonly {
    readonly id: string;
    readonly title: string;
    readonly category: string;
    readonly score: number;
    /** Why it fits, in words, weightiest first. */
    readonly reasons: readonly string[];
    readonly tokens: number;
    /** As a prompt shows it. */
    readonly text: string;
  }[];
  /** The next best, and why they are not among them. */
  readonly omitted: readonly {
    readonly id: string;
    readonly score: number;
    readonly reason: string;
  }[];
}
