const BLANK = /\s/;
const WORD = /[\p{L}\p{N}_$]/u;
/** The rest of a line, when nothing is left in it. */
const LINE_END = /^[ \t]*\r?\n/;

/** Blanks and whole comments, in the ways of the languages that there are. */
const COMMENTS = /(?:\s+|(?:\/\/|#|--)[^\n]*\n|\/\*[^]*?\*\/|\/-[^]*?-\/)*/y;
/** A comment that is not read to its end, or what may begin one. */
const OPEN_COMMENT = /^(?:(?:\/\/|#|--)[^\n]*|\/\*[^]*|\/-[^]*|\/|-)$/;

/** As `matchPrefix`, behind comments as well: models say what they do before they do it. */
export function findPrefix(text: string, prefix: string): number | "partial" | undefined {
  const direct = matchPrefix(text, prefix);
  if (direct !== undefined) return direct;
  COMMENTS.lastIndex = 0;
  const skipped = COMMENTS.exec(text)?.[0].length ?? 0;
  if (OPEN_COMMENT.test(text.slice(skipped))) return "partial";
  const found = matchPrefix(text.slice(skipped), prefix);
  return typeof found === "number" ? skipped + found : found;
}

/**
 * Where `text` has said `prefix`: the number of characters that took, `undefined` where `text` says something else.
 * Blanks may differ, except between two words and at a line's end that `prefix` ends with. `partial`: not to the end
 * so far.
 */
export function matchPrefix(text: string, prefix: string): number | "partial" | undefined {
  const end = prefix.trimEnd().length;
  if (end === 0) return 0;
  let at = skipBlanks(text, 0);
  let expected = skipBlanks(prefix, 0);
  while (expected < end) {
    if (at >= text.length) return "partial";
    if (text[at] !== prefix[expected]) return undefined;
    at += 1;
    expected += 1;
    const nextAt = skipBlanks(text, at);
    const nextExpected = skipBlanks(prefix, expected);
    if (nextExpected >= end) break;
    if (nextAt >= text.length) return "partial";
    const isSplitAlike = nextAt > at === nextExpected > expected;
    if (!isSplitAlike && isWithinWord(prefix[expected - 1], prefix[nextExpected])) return undefined;
    at = nextAt;
    expected = nextExpected;
  }
  return matchEnd(text, at, prefix.slice(end));
}

/** A line that `prefix` ends, the answer must end too: where it goes on instead, it is written in another way. */
function matchEnd(text: string, at: number, blanks: string): number | "partial" | undefined {
  const rest = text.slice(at);
  if (!blanks.includes("\n")) {
    const own = blanks.length - blanks.trimStart().length;
    let taken = 0;
    while (taken < own && (rest[taken] === " " || rest[taken] === "\t")) taken += 1;
    return rest.length === taken && taken < own ? "partial" : at + taken;
  }
  const line = LINE_END.exec(rest);
  if (line === null) return rest.trim() === "" ? "partial" : undefined;
  // What the prefix has after its last line end, as far as the answer has it too.
  const indentation = blanks.slice(blanks.lastIndexOf("\n") + 1);
  const start = at + line[0].length;
  let taken = 0;
  while (taken < indentation.length && text[start + taken] === indentation[taken]) taken += 1;
  return start + taken === text.length && taken < indentation.length ? "partial" : start + taken;
}

const isWithinWord = (before: string | undefined, after: string | undefined): boolean =>
  before !== undefined && after !== undefined && WORD.test(before) && WORD.test(after);

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && BLANK.test(text.charAt(at))) at += 1;
  return at;
}
