/** An answer, and how much of it whoever reads the stream has seen. */

import type { ModelEvent } from "../../domain/model.ts";

export interface AnswerView {
  /** All that has come and can stand so far, what the answer goes on from included. */
  readonly text: string;
  add(text: string): void;
  /** Everything is void; what comes next begins with what the answer goes on from, or anew. */
  reset(reason: string): Generator<ModelEvent>;
  /** Shows what is not shown yet, up to there. */
  showTo(end: number): Generator<ModelEvent>;
  /** Makes the first `end` characters all there is, and shows them. */
  cutTo(end: number, reason: string): Generator<ModelEvent>;
}

/** `before` is known to the reader and is never shown: the stream only holds what follows it. */
export function createAnswerView(before: string): AnswerView {
  let text = before;
  let base = before.length;
  let shown = base;
  let isVoid = false;

  function* showTo(end: number): Generator<ModelEvent> {
    if (end <= shown) return;
    yield { type: "text-delta", text: text.slice(shown, end) };
    shown = end;
  }

  return {
    get text() {
      return text;
    },
    add(more) {
      text += more;
      if (!isVoid) return;
      isVoid = false;
      base = text.startsWith(before) ? before.length : 0;
      shown = base;
    },
    *reset(reason) {
      if (shown > base) yield { type: "text-reset", reason };
      text = "";
      isVoid = true;
    },
    showTo,
    *cutTo(end, reason) {
      const kept = Math.max(end, base);
      text = text.slice(0, kept);
      if (shown > kept) {
        yield { type: "text-reset", reason };
        shown = base;
      }
      yield* showTo(kept);
    },
  };
}
