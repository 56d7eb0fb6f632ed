/** Paths of files as models write them: what counts as one, and when two of them mean the same file. */

/** Without a folder before it, a name counts only with an ending that source files have: `a.ts`, not `Math.max`. */
const KNOWN_ENDING =
  /[^./\\]\.(?:[cm]?[jt]sx?|pyi?|rs|go|java|kts?|c|h|cc|cpp|hpp|cs|rb|php|swift|scala|dfy|lean|sh|sql|lua|jl|hs|ml|exs?|html?|s?css|json|ya?ml|toml|md|txt|xml|vue|svelte)$/i;
const ANY_ENDING = /[^./\\]\.[a-z]\w{0,9}$/i;
const FORBIDDEN = /["'`<>|*?:;,={}\s]/;

/** `text` as a path, without a trailing line number (`:12`, `#L3-L9`); `undefined` where it looks like none. */
export function parseFilePath(text: string): string | undefined {
  const path = text.replace(/(?::\d+(?:[-:]\d+)?|#L\d+(?:-L?\d+)?)$/, "");
  if (path.length > 300 || FORBIDDEN.test(path)) return undefined;
  const hasFolder = /[/\\]/.test(path);
  return (hasFolder ? ANY_ENDING : KNOWN_ENDING).test(path) ? path : undefined;
}

/** Whether a path that a model wrote means the file at `path`: equal, or one the end of the other. */
export function isSameFile(hint: string, path: string): boolean {
  const [a, b] = [`/${normalise(hint)}`, `/${normalise(path)}`];
  return a.endsWith(b) || b.endsWith(a);
}

const normalise = (path: string): string => path.replaceAll("\\", "/").replace(/^(?:\.?\/)+/, "");
