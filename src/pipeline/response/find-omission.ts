/** Comments that stand for code the model did not write. */

import { scanCode } from "../../std/scan-code.ts";

const PART =
  "(?:code|codes|implementations?|functions?|methods?|class|classes|file|bod(?:y|ies)|module|program|logic|imports?|definitions?|cases|tests?|helpers?)";
const TAIL =
  "(?:(?:is|are|remains?|stays?|goes|go|as)\\s+)*(?:the\\s+)?(?:same|unchanged|as[ -]is|as before|as above|before|above|here|omitted|unmodified)(?:\\s+as (?:before|above))?";

/** Said after `...`: what is left out needs no more words. */
const AFTER_DOTS = new RegExp(
  `^(?:(?:the|your|and|with)\\s+)*(?:rest|remaining|remainder|existing|other|previous|unchanged|same|omitted|keep|more|${PART})\\b`,
  "i",
);
const BEFORE_DOTS = new RegExp(
  `^(?:(?:the|your) )?(?:rest|remaining|existing)\\b.*\\b${PART}$`,
  "i",
);
/** Said without dots: only in words that mean nothing else. */
const PLAIN: readonly RegExp[] = [
  new RegExp(
    `^(?:the )?(?:rest|remainder) of (?:(?:the|your|this|my) )?(?:\\w+ )?${PART}(?: ${TAIL})?$`,
    "i",
  ),
  new RegExp(
    `^(?:the |your )?(?:remaining|existing|previous) (?:\\w+ )?(?:code|implementation|logic)(?: ${TAIL})?$`,
    "i",
  ),
  new RegExp(
    `^(?:the |your |all )?(?:remaining|existing|previous|other) (?:\\w+ )?${PART} ${TAIL}$`,
    "i",
  ),
  /^(?:everything else|the rest|the code) (?:is |remains |stays )?(?:the same|unchanged|omitted)\b/i,
  /\b(?:omitted|elided|left out|truncated|shortened)\b.{0,20}\bfor (?:brevity|clarity)\b/i,
  /^(?:(?:add|insert|put|write|place) )?(?:your|the|actual|real|existing)(?: \w+)? (?:code|implementation|logic)(?: goes| comes)? here$/i,
  /^(?:code|implementation|logic) (?:goes |comes )?here$/i,
];
const MAX_LENGTH = 120;

/** The first comment in `code` that stands for left-out code, as written. Strings are not looked into. */
export function findOmission(code: string): string | undefined {
  for (const { kind, start, end } of scanCode(code)) {
    if (kind !== "comment" || end - start > MAX_LENGTH) continue;
    const comment = code.slice(start, end);
    if (isOmission(comment)) return comment;
  }
  return undefined;
}

function isOmission(comment: string): boolean {
  const body = comment.replace(/^(?:\/\*+|\/\/+|#+|--+)\s*/, "").replace(/\s*\*+\/$/, "");
  const words = body.replaceAll(/^[\s.…([{<-]+|[\s.…)\]}>:!-]+$/g, "").replaceAll(/\s+/g, " ");
  const isAfterDots = /^\W*(?:\.{3}|…)/.test(body);
  if (words === "") return isAfterDots;
  if (isAfterDots && AFTER_DOTS.test(words)) return true;
  if (/(?:\.{3}|…)\W*$/.test(body) && BEFORE_DOTS.test(words)) return true;
  return PLAIN.some((pattern) => pattern.test(words));
}
