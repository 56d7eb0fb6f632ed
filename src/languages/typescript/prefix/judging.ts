import type { Facts } from "./facts.ts";

/** What a text is judged by. */
export interface Judging {
  readonly facts: Facts;
  readonly prefix: string;
  /** Whether any name may still be declared. */
  readonly isModule: boolean;
}
