/** An answer that is judged while it comes. */

import type { ConstraintSession } from "../../ports/constraint-engine.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import { createCodeFinder } from "./find-code.ts";
import { type HeldText, type HoldTextOptions, holdText, type Refusal } from "./held-text.ts";

/** A refusal with its place in the answer: what is before `at` can stand. */
export interface PlacedRefusal extends Refusal {
  readonly at: number;
}

export interface FollowedAnswer {
  /** Whether the code was found that the constraints speak of. */
  readonly hasCode: boolean;
  /**
   * Judges what is new in `answer`; `isWhole`: nothing will follow.
   *
   * @returns up to where it may be shown, or why it cannot stand.
   */
  follow(
    answer: string,
    isWhole: boolean,
    signal: AbortSignal | undefined,
  ): Promise<number | PlacedRefusal>;
  /** Goes on from `answer`, which is the beginning of what was followed. */
  goBackTo(answer: string, signal: AbortSignal | undefined): Promise<void>;
}

export interface FollowAnswerOptions {
  readonly set: ConstraintSet;
  /** Whether the whole answer is the code. */
  readonly isBare: boolean;
  /** For each piece of code anew. */
  readonly openSession: (() => ConstraintSession) | undefined;
  readonly measure: HoldTextOptions["measure"];
}

interface Code {
  readonly start: number;
  readonly text: HeldText;
}

export function followAnswer({
  set,
  isBare,
  openSession,
  measure,
}: FollowAnswerOptions): FollowedAnswer {
  const { prefix, judges } = set;
  let finder = createCodeFinder(prefix, { isBare });
  let code: Code | undefined;
  let hasCode = false;
  let shown = 0;

  const place = (answer: string, from: Code, refusal: Refusal): PlacedRefusal => {
    const keep = Math.max(0, Math.min(refusal.keep, answer.length - from.start));
    return { ...refusal, keep, at: from.start + keep };
  };

  return {
    get hasCode() {
      return hasCode;
    },
    async follow(answer, isWhole, signal) {
      for (const piece of finder.read(answer, isWhole)) {
        if (piece.kind === "around") shown = Math.max(shown, piece.end);
        if (piece.kind === "open") {
          hasCode = true;
          shown = Math.max(shown, piece.start);
          const session = openSession?.();
          code = { start: piece.start, text: holdText({ judges, session, measure }) };
        }
        if (code === undefined) continue;
        const { start, text } = code;
        let refused: Refusal | undefined;
        if (piece.kind === "code" && piece.end > start + text.length)
          refused = await text.read(answer.slice(start + text.length, piece.end), signal);
        if (piece.kind === "close") refused = await text.finish(piece.blanks, signal);
        if (refused !== undefined) return place(answer, code, refused);
        shown = Math.max(shown, start + text.length);
        if (piece.kind === "close") code = undefined;
      }
      return shown;
    },
    async goBackTo(answer, signal) {
      finder = createCodeFinder(prefix, { isBare });
      let start: number | undefined;
      for (const piece of finder.read(answer, false))
        if (piece.kind === "open") ({ start } = piece);
      shown = Math.min(shown, answer.length);
      if (code === undefined || start !== code.start) return;
      await code.text.goBackTo(answer.length - start, answer.slice(start), signal);
    },
  };
}
