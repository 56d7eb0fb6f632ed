/** Words that are never names. */
export const RESERVED: ReadonlySet<string> = new Set(
  (
    "break case catch class const continue debugger default delete do else enum export extends false finally for " +
    "function if import in instanceof new null return super switch this throw true try typeof var void while with"
  ).split(" "),
);

/** Those of them, and of the literals, with which an expression can begin. */
export const EXPRESSION_WORDS: readonly string[] =
  "async await class delete false function import new null super this true typeof void".split(" ");
