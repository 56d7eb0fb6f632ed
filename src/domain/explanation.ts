/** What a file does, in words. */

import type { AnswerSource } from "./answer.ts";
import type { Confidence } from "./confidence.ts";

/** Lines as people count them, from 1; both are part of it. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

export interface ExplainedPart {
  /** Inside the file. */
  readonly lines: LineRange;
  readonly text: string;
}

export interface Explanation extends AnswerSource {
  /** Relative to the project. */
  readonly file: string;
  readonly summary: string;
  /** In the order of the model. */
  readonly parts: readonly ExplainedPart[];
  /** To the question; `undefined` where none was asked. */
  readonly answer: string | undefined;
  readonly confidence: Confidence;
  /** Id of the conversation that can be gone on with. */
  readonly conversation: string;
}
