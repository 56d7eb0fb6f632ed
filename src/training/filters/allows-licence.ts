/** Under these, anybody may use, change and pass on, with at most a notice. */
const PERMISSIVE: ReadonlySet<string> = new Set(
  [
    "0BSD",
    "Apache-2.0",
    "BlueOak-1.0.0",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "own",
    "PostgreSQL",
    "PSF-2.0",
    "Python-2.0",
    "Unicode-3.0",
    "Unlicense",
    "WTFPL",
    "Zlib",
  ].map((id) => id.toLowerCase()),
);

/**
 * Whether an SPDX expression lets its text through: of `A OR B` one is enough, of `A AND B` both are needed, an
 * exception takes nothing away. What cannot be read is not allowed.
 *
 * @param more ids besides the permissive ones, in any case; `unknown` is one of them
 */
export function allowsLicence(expression: string, more: readonly string[]): boolean {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  const allowed = new Set(more.map((id) => id.toLowerCase()));
  const isAllowed = (id: string): boolean =>
    PERMISSIVE.has(id.toLowerCase()) || allowed.has(id.toLowerCase());
  let at = 0;
  const takeWord = (word: string): boolean => {
    if (tokens[at]?.toUpperCase() !== word) return false;
    at += 1;
    return true;
  };

  const readEither = (): boolean => {
    let isEither = readBoth();
    while (takeWord("OR")) isEither = readBoth() || isEither;
    return isEither;
  };
  const readBoth = (): boolean => {
    let isBoth = readOne();
    while (takeWord("AND")) isBoth = readOne() && isBoth;
    return isBoth;
  };
  const readOne = (): boolean => {
    if (takeWord("(")) {
      const isInside = readEither();
      return takeWord(")") && isInside;
    }
    const id = tokens[at] ?? "";
    at += 1;
    if (takeWord("WITH")) at += 1;
    return isAllowed(id);
  };

  const isLetThrough = readEither();
  return isLetThrough && at === tokens.length;
}
