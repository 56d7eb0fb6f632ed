import type { PrefixRefusal, PrefixState } from "../../../ports/prefix-judge.ts";
import { findBoundary, findFreshBoundary } from "./boundaries.ts";
import { judgeCall, judgeExtraArgument } from "./calls.ts";
import { finishText } from "./finish.ts";
import type { Judging } from "./judging.ts";
import { type Lexer, START, step } from "./lexer.ts";
import { listNames } from "./list-names.ts";
import { isForbiddenComment, judgeMember, judgePending, judgeWord, openMember } from "./names.ts";
import { proposeEnd } from "./propose-end.ts";
import { settleText } from "./settle.ts";
import type { Written } from "./state.ts";

export const startState = (judging: Judging): PrefixState =>
  toState(
    {
      text: "",
      lexer: START,
      anchors: { at: 0, braces: undefined, outer: undefined },
      boundary: { at: 0, braces: undefined },
      settled: 0,
      compiled: 0,
      members: undefined,
      isFresh: false,
      pending: undefined,
    },
    judging,
  );

const toState = (written: Written, judging: Judging): PrefixState => ({
  feed(text) {
    const at = takeText(written, text, judging);
    return "isRefused" in at ? at : toState(at, judging);
  },
  settle:
    written.boundary.at > written.settled
      ? async (signal) => {
          signal?.throwIfAborted();
          const settled = settleText(written, judging);
          return "isRefused" in settled ? settled : toState(settled, judging);
        }
      : undefined,
  async finish(signal) {
    signal?.throwIfAborted();
    return finishText(written, judging);
  },
  listContinuations: () => listNames(written, judging),
  proposeEnd: () => endOf(written, judging),
});

/** Ends that were proposed; asked for again after every return. */
const ends = new WeakMap<Written, string | undefined>();

function endOf(written: Written, judging: Judging): string | undefined {
  if (!ends.has(written))
    ends.set(
      written,
      proposeEnd(written, judging, (text) => takeText(written, text, judging)),
    );
  return ends.get(written);
}

function takeText(written: Written, text: string, judging: Judging): Written | PrefixRefusal {
  let at: Written | PrefixRefusal = written;
  for (const char of text) {
    for (const unit of char.length === 1 ? char : [...char]) {
      at = takeCharacter(at, unit, judging);
      if ("isRefused" in at) return at;
    }
  }
  return at;
}

/** One character more. What is asked, and when, depends on the text alone, not on how it comes. */
function takeCharacter(before: Written, char: string, judging: Judging): Written | PrefixRefusal {
  const { lexer: from } = before;
  const at = before.text.length;
  const lexer = step(from, char, at, before.text);
  const text = before.text + char;
  let written: Written = { ...before, text, lexer };

  if (from.inside === "code" && from.last === "," && !/[\s)/]/.test(char)) {
    const refusal = judgeExtraArgument(before, judging);
    if (refusal !== undefined) return refusal;
  }
  if (from.inside === "word" && lexer.inside !== "word") {
    const ended = endWord(before, from, judging);
    if ("isRefused" in ended) return ended;
    written = { ...written, ...ended, text, lexer };
  }
  if (written.pending !== undefined && lexer.inside !== "slash" && !/\s/.test(char)) {
    const refusal = judgePending(written, judging);
    if (refusal === "wait") return written;
    if (refusal !== undefined) return refusal;
    written = { ...written, pending: undefined };
  }
  if (lexer.inside === "word") {
    if (lexer.since === at) written = beginWord(written, from, judging);
    const refusal = written.members && judgeMember(written, judging, false);
    if (refusal !== undefined) return refusal;
    return written;
  }
  if (from.inside === "line-comment" || from.inside === "block-comment") {
    const refusal = isForbiddenComment(text, from, lexer);
    if (refusal !== undefined) return refusal;
  }
  if (lexer.inside !== "code" || !isCode(from)) return written;
  if (char === ";" || char === "}") {
    const boundary = findBoundary(written, judging);
    return boundary === undefined ? written : { ...written, boundary };
  }
  return char === ")" ? (judgeCall(written, judging) ?? written) : written;
}

const isCode = ({ inside }: Lexer): boolean =>
  inside === "code" || inside === "word" || inside === "number" || inside === "slash";

function beginWord(written: Written, from: Lexer, judging: Judging): Written {
  const isMember = from.last === "." && from.before !== ".";
  if (isMember) return { ...written, members: openMember(written, judging), isFresh: false };
  const isFresh = from.isNewLine && /[a0)\]}]/.test(from.last);
  return { ...written, members: undefined, isFresh };
}

/** `before` ends with the whole word. */
function endWord(before: Written, from: Lexer, judging: Judging): Written | PrefixRefusal {
  if (before.members !== undefined) {
    const refusal = judgeMember(before, judging, true);
    return refusal ?? { ...before, members: undefined };
  }
  const boundary = before.isFresh ? findFreshBoundary(before, judging) : undefined;
  const isAfterDot = before.lexer.before === "." && before.text[from.since - 1] === ".";
  const word = isAfterDot ? undefined : judgeWord(before, from.since, judging);
  if (word !== undefined && "isRefused" in word) return word;
  return { ...before, boundary: boundary ?? before.boundary, isFresh: false, pending: word };
}
