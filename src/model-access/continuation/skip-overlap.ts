/** Models that are asked to go on repeat the last line, open the code block again, or begin anew. */

import { scanFences } from "../../std/markdown/scan-fences.ts";
import { begunAnew, type Joined, type Joiner, joined } from "./joiner.ts";

/** So many letters and digits are not repeated by chance. */
const CERTAIN_LENGTH = 12;
/** Enough for the repetition of a whole last line, which must have been cut. */
const CERTAIN_LINE_LENGTH = 3;

const FENCE_LINE = /^\s*(?:`{3,}|~{3,})([^\n`]*)\n/;
const UNFINISHED_FENCE_LINE = /^\s*(?:`{1,2}|~{1,2}|(?:`{3,}|~{3,})[^\n`]*)?$/;
const ANY_FENCE_LINE = /^ {0,3}(?:`{3,}|~{3,})/gm;

/**
 * For continuations that were asked for in words. Holds back their beginning until it is clear what of it is
 * repetition: as long as it might still be a part of `text`, or a fence line that is not read to its end.
 */
export function skipOverlap(text: string): Joiner {
  const lastFence = scanFences(text).at(-1);
  const openFence = lastFence?.isClosed === false ? lastFence : undefined;
  let held: string | undefined = "";
  let lookFrom = 0;

  /** `undefined` while it is not clear. */
  const readBody = (start: string, isEnd: boolean): string | undefined => {
    if (openFence === undefined) return start;
    const fence = FENCE_LINE.exec(isEnd ? `${start}\n` : start);
    if (fence === null) return UNFINISHED_FENCE_LINE.test(start) && !isEnd ? undefined : start;
    const [line, info = ""] = fence;
    // A line with a language can only open; one without may as well close, which the number of them tells.
    if (info.trim() !== "") return start.slice(line.length);
    if (!isEnd) return undefined;
    const isOpening = (start.match(ANY_FENCE_LINE)?.length ?? 0) % 2 === 0;
    return isOpening ? start.slice(line.length) : start;
  };

  const mayBeRepetition = (body: string): boolean => {
    lookFrom = text.indexOf(body.trimStart(), lookFrom);
    return lookFrom >= 0;
  };

  const join = (start: string, body: string): Joined => {
    const overlap = findOverlap(text, body) ?? findOverlap(text, body.trimStart());
    if (overlap !== undefined) return joined(body.slice(body.indexOf(overlap) + overlap.length));
    const heads = [text, openFence?.content ?? text];
    if (heads.some((head) => isCertain(sharedStart(head, body.trimStart()))))
      return begunAnew(start);
    return joined(body);
  };

  return {
    push(delta) {
      if (held === undefined) return joined(delta);
      held += delta;
      const body = readBody(held, false);
      if (body === undefined || mayBeRepetition(body)) return joined("");
      const start = held;
      held = undefined;
      return join(start, body);
    },
    end() {
      const start = held ?? "";
      held = undefined;
      return start === "" ? joined("") : join(start, readBody(start, true) ?? start);
    },
  };
}

/** The longest beginning of `body` that `text` ends with, when it is long enough to be no coincidence. */
function findOverlap(text: string, body: string): string | undefined {
  const lastLine = text.slice(text.lastIndexOf("\n") + 1).trimStart();
  for (let length = Math.min(text.length, body.length); length > 0; length -= 1) {
    const beginning = body.slice(0, length);
    if (!text.endsWith(beginning)) continue;
    const isLastLine =
      beginning.trimStart() === lastLine && countLetters(lastLine) >= CERTAIN_LINE_LENGTH;
    return isLastLine || isCertain(beginning) ? beginning : undefined;
  }
  return undefined;
}

function sharedStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && length < b.length && a.charCodeAt(length) === b.charCodeAt(length))
    length += 1;
  return a.slice(0, length);
}

const isCertain = (text: string): boolean => countLetters(text) >= CERTAIN_LENGTH;

const countLetters = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
