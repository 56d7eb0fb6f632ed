/** A method's body, given without its method, made into a file that can be parsed. */

export interface Fragment {
  /** What to parse. */
  readonly text: string;
  /** Whether a class and a method were put around it. */
  readonly isWrapped: boolean;
  /** The place in the text as it was given; what was put around it lies at its ends. */
  toOriginal(offset: number): number;
}

/** By one blank each, so that a body indented by two fits in. */
const BODY_HEADER = "class Fragment:\n async def body(self):\n";

/**
 * A text whose first line of code is indented becomes the body of a method; one whose first line begins with `def`,
 * the method of a class. Nothing is moved or removed, so columns stay true; any other text stays as it is.
 *
 * @param signature of the method, from `def` to before the colon. @default one without parameters
 */
export function wrapFragment(text: string, signature?: string | undefined): Fragment {
  const first = /^(?:[ \t]*(?:#[^\n]*)?(?:\r?\n|$))*(?<indent>[ \t]*)(?<code>[^\n]*)/.exec(text);
  const indent = first?.groups?.["indent"] ?? "";
  const code = first?.groups?.["code"] ?? "";
  if (indent === "" || code === "")
    return { text, isWrapped: false, toOriginal: (offset) => offset };
  const header = headerFor(indent, code, signature);
  return {
    text: header + text,
    isWrapped: true,
    toOriginal: (offset) => Math.min(Math.max(offset - header.length, 0), text.length),
  };
}

function headerFor(indent: string, code: string, signature: string | undefined): string {
  if (/^(?:@|(?:async\s+def|def|class)\b)/.test(code)) return "class Fragment:\n";
  // Where one blank is all there is, only a function fits around it.
  if (indent === " ") return "async def body(self):\n";
  if (signature === undefined) return BODY_HEADER;
  const head = signature.trim().replaceAll(/\s+/g, " ").replace(/:$/, "");
  return `class Fragment:\n ${head}:\n`;
}
