import { createDiagnostic, type Diagnostic } from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import { decodeBlobs } from "./decode-blobs.ts";
import { foldText, showUnseen } from "./fold-text.ts";
import { findHiddenText, readTags } from "./hidden-text.ts";
import {
  COMMENT_RULES,
  type InjectionRule,
  isTalkAbout,
  MARK_RULES,
  PHRASE_RULES,
} from "./injection-rules.ts";

interface Find {
  readonly start: number;
  readonly end: number;
  readonly does: string;
}

/** Who floods a file with orders is found out by the first ones. */
const MOST = 20;

/**
 * Text that reads like an order to the model, or that a reader cannot see: warnings with code `prompt-injection`, in
 * the order of the text. It finds what is written plainly or disguised cheaply, and is no defence: what keeps an order
 * from doing harm is that text is passed on as data, that code is executed in a sandbox only, and that files are
 * written to the path that the user chose.
 */
export function findInjections({ path, text }: SourceText): readonly Diagnostic[] {
  const finds = [
    ...findHiddenText(text),
    ...findPhrases(text, PHRASE_RULES),
    ...findMatches(text, MARK_RULES),
    ...findInComments(text),
    ...findEncoded(text),
  ];
  return dropCovered(finds)
    .slice(0, MOST)
    .map(({ start, end, does }) => {
      const words = quote(text.slice(start, end));
      return createDiagnostic({
        tool: "specwright",
        code: "prompt-injection",
        phase: "guard",
        category: "other",
        severity: "warning",
        message: `This reads like an order to the model: it ${does}: "${words}"`,
        span: { file: path, start, end },
        help: "It is passed on as content, not as an order; remove it unless it belongs to the work",
        raw: words,
      });
    });
}

/** Matches in folded text, at their places in the original. */
function findPhrases(text: string, rules: readonly InjectionRule[]): readonly Find[] {
  const folded = foldText(text);
  return findMatches(folded.text, rules).map(({ start, end, does }) => ({
    start: folded.offsets[start] ?? text.length,
    end: folded.offsets[end] ?? text.length,
    does,
  }));
}

const findMatches = (text: string, rules: readonly InjectionRule[]): readonly Find[] =>
  rules.flatMap((rule) =>
    Array.from(text.matchAll(rule.pattern), ({ 0: found, index }) => ({
      start: index,
      end: index + found.length,
      does: rule.does,
    })).filter((find) => !isMention(text, find, rule)),
  );

const QUOTES = ['"', "`", "“", "«", "„"] as const;

/** Whether words in quotes on one line are spoken about: "flag texts such as …". */
function isMention(text: string, { start, end }: Find, rule: InjectionRule): boolean {
  const lineStart = text.lastIndexOf("\n", start) + 1;
  const lineEnd = text.indexOf("\n", end);
  const before = text.slice(Math.max(lineStart, start - 200), start);
  const after = text.slice(end, Math.min(lineEnd === -1 ? text.length : lineEnd, end + 200));
  const isQuoted = QUOTES.some(
    (mark) => before.split(mark).length % 2 === 0 && /["`”»“]/.test(after),
  );
  if (!isQuoted) return false;
  const paragraph = text.lastIndexOf("\n\n", Math.max(0, lineStart - 2));
  const from = Math.max(0, paragraph, start - 300);
  return rule.isMentionWhenQuoted || isTalkAbout(text.slice(from, start) + after);
}

/** Orders in comments of Markdown and HTML, which are not on the page that people read. */
const findInComments = (text: string): readonly Find[] =>
  findComments(text).flatMap(({ start: at, end: to }) =>
    findPhrases(text.slice(at, to), COMMENT_RULES).map(({ start, end, does }) => ({
      start: at + start,
      end: at + end,
      does,
    })),
  );

function findComments(text: string): readonly { readonly start: number; readonly end: number }[] {
  const found = Array.from(text.matchAll(/^\[\/\/\]: # .*$/gm), ({ 0: comment, index }) => ({
    start: index + 8,
    end: index + comment.length,
  }));
  for (let at = text.indexOf("<!--"); at !== -1; at = text.indexOf("<!--", at)) {
    const close = text.indexOf("-->", at + 4);
    // An open comment reaches to the end, as in a browser.
    const end = close === -1 ? text.length : close;
    found.push({ start: at + 4, end });
    at = end;
  }
  return found;
}

/** Orders in base64, hex and tag characters. */
function findEncoded(text: string): readonly Find[] {
  const tags = readTags(text);
  const blobs = decodeBlobs(text).filter(
    ({ text: decoded }) => findPhrases(decoded, PHRASE_RULES).length > 0,
  );
  const hidden = findPhrases(tags, PHRASE_RULES).length > 0 ? findHiddenText(text).slice(0, 1) : [];
  return [...blobs, ...hidden].map(({ start, end }) => ({
    start,
    end,
    does: "holds an order in code",
  }));
}

/** In the order of the text; of two that overlap, the one that begins first. */
function dropCovered(finds: readonly Find[]): readonly Find[] {
  const kept: Find[] = [];
  for (const find of finds.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (find.start >= (kept.at(-1)?.end ?? 0)) kept.push(find);
  }
  return kept;
}

const LONGEST_QUOTE = 80;
const quote = (words: string): string => {
  const shown = showUnseen(words).trim();
  return shown.length > LONGEST_QUOTE ? `${shown.slice(0, LONGEST_QUOTE)}…` : shown;
};
