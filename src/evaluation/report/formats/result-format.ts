import type { Samples } from "./open-samples.ts";
import type { Survey } from "./survey-samples.ts";

/** What formats tell of themselves and need of this machine. */
export interface FormatContext {
  readonly survey: Survey;
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly exportedAt: string;
  sha256(text: string): string;
}

/** A way to write an evaluation. */
export interface ResultFormat {
  /** The text in pieces, each of which ends a line; a few samples at most are in memory. */
  render(samples: Samples, context: FormatContext): AsyncIterable<string>;
  /** What a file of it begins with: another text at its place is somebody's. */
  readonly looks: RegExp;
  /** Whether it can hold the samples of one solver only. */
  readonly isOfOneSolver: boolean;
}
