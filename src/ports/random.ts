/** Seeded randomness: the same seed gives the same numbers. */
export interface Random {
  readonly seed: number;
  /** A whole number in `[0, 2 ** 31)`. */
  nextInteger(): number;
  /** A fresh id, sortable by the time it was made, e.g. `20261121-093012-k3f9qa`. */
  nextId(): string;
}
