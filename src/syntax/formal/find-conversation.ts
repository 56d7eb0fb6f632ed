/** Text of a conversation that slipped into a file: what a model said about the code it was to write. */

export interface ConversationLine {
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const OPENINGS = [
  /(?:looking|based) (?:at|on) (?:the|this|these|your)\b/,
  /here(?:['’]s| is| are) (?:the|a|an|my|your|what)\b/,
  /(?:sure|certainly|of course|absolutely|great|okay|ok)[,!.] /,
  /(?:i|we)(?:['’](?:ll|ve|m|d)| will| have| need to| can(?:not|['’]t)?| should| must| am| made| added| removed| fixed| changed) [a-z]/,
  /(?:let me|let['’]s) [a-z]/,
  /the (?:main |only |key |first |other )?(?:issue|error|problem|change|changes|fix|code|file|program|specification)s? (?:is|are|was|were|has|made|above|below|mentioned|already) /,
  /this (?:code|file|program|specification|version|implementation) (?:is|should|will|compiles|verifies|has|already) /,
  /(?:to fix|since the|however,|note that|you(?:['’]re| are) right|thank you|as an ai) ?[a-z]?/,
  /(?:the )?(?:key|main) changes(?: made)?:/,
  /(?:in|with) (?:this|the) (?:corrected|fixed|updated) /,
] as const;

const PROSE_LINE = new RegExp(
  `^[ \\t]*(?:[*#>-]+[ \\t]*)?(?:${OPENINGS.map(({ source }) => source).join("|")})`,
  "i",
);
const FENCE = /^[ \t]*(?:```|~~~)/;

/**
 * Lines that talk instead of declaring, and fences of Markdown. Takes code whose comments and strings are blanked:
 * what a comment says is nobody's concern.
 */
export function findConversation(code: string): readonly ConversationLine[] {
  const found: ConversationLine[] = [];
  for (const match of code.matchAll(/[^\r\n]+/g)) {
    const [line] = match;
    if (FENCE.test(line) || (PROSE_LINE.test(line) && countWords(line) >= MIN_WORDS))
      found.push({ start: match.index, end: match.index + line.length, text: line.trim() });
  }
  return found;
}

/** Fewer are a name that happens to read like a sentence. */
const MIN_WORDS = 3;
const countWords = (line: string): number => line.match(/[A-Za-z]+/g)?.length ?? 0;
