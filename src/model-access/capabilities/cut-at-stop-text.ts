import type { ModelEvent } from "../../domain/model.ts";

/**
 * The answer up to the first of `stopTexts`, which is left out of it. What comes after is read and dropped, so that
 * its end tells what was used. An answer that begins anew is cut anew.
 */
export async function* cutAtStopText(
  answer: AsyncIterable<ModelEvent>,
  stopTexts: readonly string[],
): AsyncGenerator<ModelEvent> {
  const stops = stopTexts.filter((text) => text !== "");
  if (stops.length === 0) {
    yield* answer;
    return;
  }
  const longest = Math.max(...stops.map(({ length }) => length));
  /** The end of what came: it may be the beginning of a stop text. */
  let held = "";
  let isCut = false;
  for await (const event of answer) {
    switch (event.type) {
      case "text-delta": {
        if (isCut) break;
        held += event.text;
        const at = findFirst(held, stops);
        isCut = at !== undefined;
        const end = at ?? held.length - Math.min(held.length, longest - 1);
        if (end > 0) yield { ...event, text: held.slice(0, end) };
        held = isCut ? "" : held.slice(end);
        break;
      }
      case "text-reset":
        held = "";
        isCut = false;
        yield event;
        break;
      case "response-end":
        if (held !== "") yield { type: "text-delta", text: held };
        yield isCut ? { ...event, finishReason: "stop" } : event;
        break;
      default:
        yield event;
    }
  }
}

const findFirst = (text: string, stops: readonly string[]): number | undefined => {
  const found = stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
  return found.length === 0 ? undefined : Math.min(...found);
};
