/** Source code without what looks like a secret; sharper than for log lines, because names are harmless here. */

import { entropyOf } from "../std/entropy-of.ts";

const HIDDEN = "[secret]";

/** Keys in the shapes that services give out. Every repetition is consumed or bounded: a text may be hostile. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
    HIDDEN,
  ],
  [
    /\b(?:AIza[\w-]{30,}|A[KS]IA[A-Z0-9]{16}|gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[a-z]-[\w-]{10,})/g,
    HIDDEN,
  ],
  [/\beyJ[\w-]{8,300}\.[\w-]{8,2000}\.[\w-]*/g, HIDDEN],
  [/(:\/\/[^/\s:@"'`{}$<>]{1,200}:)[^/\s@"'`{}$<>]{1,200}@/g, `$1${HIDDEN}@`],
];

/** Beginnings that names have too: what follows is a key where a digit is in it. */
const MAYBE: readonly RegExp[] = [
  /\b((?:sk|pk|rk|xai|gsk|hf|r8|npm|glpat|shpat)[-_])([\w-]{16,})/g,
  /\b((?:bearer|basic) )([\w.~+/=-]{16,})/gi,
];

/** A literal that is given to something whose name says that nobody should see it. */
const NAMED =
  /((?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|credentials?)[a-z0-9_-]{0,40}["'`]?\]?\s*(?::\s*[\w[\]., |]{1,60}?\s*)?(?:=|:)>?\s*[bfru]{0,2})(["'`])((?:(?!\2)[^\\\n]|\\.){6,})\2/gi;

/** Text in quotes that is long and without a pattern. */
const LONG = /(["'`])([A-Za-z0-9+/=_-]{32,})\1/g;

/** `code` with every secret that can be seen in it replaced. */
export function hideSecretsInCode(code: string): string {
  const withoutKeys = SHAPES.reduce((left, [shape, hidden]) => left.replace(shape, hidden), code);
  const withoutTokens = MAYBE.reduce(
    (left, shape) =>
      left.replace(shape, (whole, before: string, value: string) =>
        /\d/.test(value) ? `${before}${HIDDEN}` : whole,
      ),
    withoutKeys,
  );
  return withoutTokens
    .replace(NAMED, (whole, before: string, quote: string, value: string) =>
      isPlaceholder(value) ? whole : `${before}${quote}${HIDDEN}${quote}`,
    )
    .replace(LONG, (whole, quote: string, value: string) =>
      isRandom(value) ? `${quote}${HIDDEN}${quote}` : whole,
    );
}

/** `${token}`, `<your key>`, `[secret]`, and names of fields and variables such as `"access_token"`. */
const isPlaceholder = (value: string): boolean =>
  /[{}<>[\]\s]/.test(value) ||
  /^(?:[a-z]+_)*(?:password|secret|token|key)s?$/i.test(value) ||
  /^[A-Z]+(?:_[A-Z]+)+$/.test(value);

const LEAST_BITS = 4.2;

/** Whether capitals, small letters and digits are mixed as in nothing that people write. */
const isRandom = (value: string): boolean =>
  /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value) && entropyOf(value) >= LEAST_BITS;
