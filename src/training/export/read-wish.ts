import type { TrainingExample } from "../examples/training-example.ts";
import type { ComparedTexts } from "../filters/seen-texts.ts";

/** What stands between the marks of a request, by its origin: see `fenceData`. */
const MARKED = /<data-([0-9a-f]{16}) origin="([^"\n]*)">\n([\s\S]*?)<\/data-\1>/g;
const WISHES = /^(?:specification|file-with-slots):/;

/**
 * What was asked for, without the words around it and the files beside it: those are the same in many requests. A text
 * without marks is a wish as a whole.
 */
export function readWish(request: string): string {
  const wishes = [...request.matchAll(MARKED)].flatMap(([, , origin = "", text = ""]) =>
    WISHES.test(origin) ? [text] : [],
  );
  return wishes.length === 0 ? request : wishes.join("\n");
}

/**
 * What an example is compared by. Pairs of one run have their better answer in common, so the worse one tells them apart.
 */
export function toCompared({
  prompt,
  answer,
  rejected,
}: Pick<TrainingExample, "prompt" | "answer" | "rejected">): ComparedTexts {
  const wish = readWish(prompt.at(-1)?.content ?? "");
  return rejected === undefined
    ? { exactly: [wish, answer], nearly: [wish, answer] }
    : { exactly: [wish, answer, rejected], nearly: [wish, rejected] };
}
