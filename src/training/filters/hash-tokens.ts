/** Hashes of the words of a text, and of runs of them: what texts are compared by. */

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Below it a character is looked up; beyond it, all that is no blank counts as part of a word. */
const ASCII = 128;
const BLANK = 0;
const MARK = 1;
const WORD = 2;
const KIND_OF = Uint8Array.from({ length: ASCII }, (_none, code) => {
  const character = String.fromCharCode(code);
  if (/\w/.test(character)) return WORD;
  return code <= 32 ? BLANK : MARK;
});

/** 32 bits for each word and, `withMarks`, for each punctuation mark, in the order of the text. */
export function hashTokens(
  text: string,
  { withMarks }: { readonly withMarks: boolean },
): readonly number[] {
  const hashes: number[] = [];
  let hash = FNV_OFFSET;
  let isInWord = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const kind = code < ASCII ? KIND_OF[code] : WORD;
    if (kind === WORD) {
      hash = Math.imul(hash ^ code, FNV_PRIME);
      isInWord = true;
      continue;
    }
    if (isInWord) hashes.push(mix(hash));
    hash = FNV_OFFSET;
    isInWord = false;
    if (kind === MARK && withMarks) hashes.push(mix(Math.imul(FNV_OFFSET ^ code, FNV_PRIME)));
  }
  if (isInWord) hashes.push(mix(hash));
  return hashes;
}

/** A hash for each `size` tokens that follow one another; one for all of them where there are fewer. */
export function hashRuns(tokens: readonly number[], size: number): Uint32Array {
  const length = Math.min(size, tokens.length);
  const runs = new Uint32Array(length === 0 ? 0 : tokens.length - length + 1);
  for (let start = 0; start < runs.length; start += 1) {
    let hash = length;
    for (let at = start; at < start + length; at += 1)
      hash = Math.imul(hash ^ (tokens[at] ?? 0), 0x9e3779b1) + (hash >>> 15);
    runs[start] = mix(hash);
  }
  return runs;
}

/** Spreads every bit over all of them (the end of murmur3). */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
