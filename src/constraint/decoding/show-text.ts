import type { ModelEvent } from "../../domain/model.ts";

/** Tells a text that grows and is taken back as what a reader of streams understands. */
export interface ShownText {
  /** What is sure enough of `text`, as far as it was not told. */
  show(text: string): Generator<ModelEvent>;
  showAll(text: string): Generator<ModelEvent>;
}

/** `isJudged`: lines may be taken back, so that only whole ones are told. */
export function showText(
  given: { readonly answerStart: string; readonly text: string },
  isJudged: boolean,
): ShownText {
  let told: string | undefined;
  function* tell(text: string, sure: number): Generator<ModelEvent> {
    if (told !== undefined && !text.startsWith(told)) {
      yield { type: "text-reset", reason: "what was written could not stand" };
      told = undefined;
    }
    if (told === undefined) {
      if (given.answerStart !== "") yield { type: "text-delta", text: given.answerStart };
      told = given.text;
    }
    if (sure <= told.length) return;
    yield { type: "text-delta", text: text.slice(told.length, sure) };
    told = text.slice(0, sure);
  }
  return {
    show: (text) => tell(text, isJudged ? text.lastIndexOf("\n") + 1 : text.length),
    showAll: (text) => tell(text, text.length),
  };
}
