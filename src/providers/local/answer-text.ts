/** Tokens → the text that may be shown: whole characters, nothing of a stop text, nothing said before. */

export interface AnswerText {
  /** Takes more text and gives what can be shown of all so far. */
  push(text: string): string;
  /** What was still held back, when no more will come. */
  flush(): string;
  /** Whether a stop text has come: what follows does not belong to the answer. */
  readonly isStopped: boolean;
}

/** `skipped` is dropped from the front; each of `stopTexts` ends the answer, itself left out. */
export function createAnswerText(stopTexts: readonly string[], skipped: string): AnswerText {
  let held = "";
  let left = skipped.length;
  let isStopped = false;
  return {
    push(text) {
      if (isStopped) return "";
      const dropped = Math.min(left, text.length);
      left -= dropped;
      held += text.slice(dropped);
      const stop = firstStop(held, stopTexts);
      isStopped = stop !== undefined;
      const free = stop ?? held.length - unfinishedStop(held, stopTexts);
      const shown = held.slice(0, free);
      held = isStopped ? "" : held.slice(free);
      return shown;
    },
    flush() {
      const shown = held;
      held = "";
      return shown;
    },
    get isStopped() {
      return isStopped;
    },
  };
}

function firstStop(text: string, stopTexts: readonly string[]): number | undefined {
  const places = stopTexts.map((stop) => text.indexOf(stop)).filter((place) => place >= 0);
  return places.length === 0 ? undefined : Math.min(...places);
}

/** How many characters at the end of `text` may be the beginning of a stop text. */
function unfinishedStop(text: string, stopTexts: readonly string[]): number {
  const longest = Math.max(0, ...stopTexts.map((stop) => stop.length - 1));
  for (let length = Math.min(longest, text.length); length > 0; length -= 1) {
    const end = text.slice(-length);
    if (stopTexts.some((stop) => stop.startsWith(end))) return length;
  }
  return 0;
}
