/** Telling code from sentences, by the look of a line; for any language, and rather too careful. */

const CODE_START: readonly RegExp[] = [
  /^import\s+(?:type\s+)?(?:["'{*]|[\w$*{].*\bfrom\b\s*["']|[\w.]+(?:\s+as\s+\w+)?(?:\s*,\s*[\w.]+(?:\s+as\s+\w+)?)*\s*;?\s*$)/,
  /^from\s+[\w.]+\s+import\b/,
  /^export\s+(?:(?:default|declare|abstract|async)\s+)*(?:function|class|const|let|var|type|interface|enum|namespace|\{|\*)/,
  /^export\s+default\s+\S+$/,
  /^(?:(?:pub|async|declare)\s+)*(?:def|function\*?|fn|func|fun)\s+[\w$]+\s*[(<[]/,
  /^(?:(?:abstract|pub|declare)\s+)*(?:class|interface|enum|struct|trait)\s+[\w$]+\s*(?:[({:<]|extends\b|implements\b|$)/,
  /^(?:declare\s+)?(?:const|let|var|val)\s+(?:[\w$]+|\{.*|\[.*)\s*[:=]/,
  /^(?:declare\s+)?type\s+[\w$]+(?:<.*>)?\s*=/,
  /^[A-Za-z_$][\w$]*(?:: ?[\w.[\],|]+)? = \S/,
  /^@[\w.]+(?:\(.*)?$/,
  /^(?:"""|'''|#!|\/\*|\/\/|["']use strict["'])/,
];
const PLAIN_WORD = /^["'“‘(*_`]*[\p{L}][\p{L}'’-]*["'”’)*_`]*[.,:;!?…]*["'”’)*_`]*$/u;

/** Whether a file of some language could begin with `line`. */
export const looksLikeCodeStart = (line: string): boolean =>
  CODE_START.some((pattern) => pattern.test(line)) && !isSentence(line);

/** Whether `line` reads as a sentence, a title or the item of a list, and not as code. */
export function isProseLine(line: string): boolean {
  if (/^\s/.test(line) || looksLikeCodeStart(line)) return false;
  if (/^[A-Z][a-z]+(?: [a-z]+)?[.:!]$/.test(line.trim())) return true;
  return /^(?:[-*+]|\d+[.)]|#{1,6})\s+\S+\s+\p{L}/u.test(line) || isMostlyWords(line);
}

/** Whether `text` begins with prose. */
export const isProse = (text: string): boolean =>
  isProseLine(text.split(/\r\n|\r|\n/).find((line) => line.trim() !== "") ?? "");

function isMostlyWords(line: string): boolean {
  const words = line.trim().split(/\s+/);
  return words.length >= 3 && words.filter(isPlainWord).length >= words.length * 0.6;
}

/** Longer ones are no words, and would take the pattern long to refuse. */
const isPlainWord = (word: string): boolean => word.length <= 40 && PLAIN_WORD.test(word);

/** A full stop at the end, where no line of code has one, or more words in a row than any statement has. */
function isSentence(line: string): boolean {
  if (/^(?:\/\/|\/\*|#|"""|''')/.test(line)) return false;
  if (/\.\s*$/.test(line)) return true;
  if (!isMostlyWords(line)) return false;
  let row = 0;
  return line.split(/\s+/).some((word) => {
    row = word.length > 1 && isPlainWord(word) ? row + 1 : 0;
    return row === 5;
  });
}
