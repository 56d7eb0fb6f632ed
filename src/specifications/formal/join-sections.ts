/** The sections of a task → the file that they make, each between marker lines. */

/** In the order of the file; definitions and theorems stand in for specification and code in languages of terms. */
const SECTIONS = [
  "vc-preamble",
  "vc-helpers",
  "vc-definitions",
  "vc-theorems",
  "vc-spec",
  "vc-code",
  "vc-postamble",
] as const;

/** Those that may be written into: they are there even where they are empty. */
const OPEN = new Set<string>(["vc-helpers"]);

/** Keys of a task that is given in sections. */
export const SECTION_NAMES: readonly string[] = ["vc-description", ...SECTIONS];

/** Line comments of the language begin with `commentStart`. */
export function joinSections(sections: ReadonlyMap<string, string>, commentStart: string): string {
  const parts = SECTIONS.flatMap((name) => {
    const text = sections.get(name);
    const isLeftOut = text === undefined || (text.trim() === "" && !OPEN.has(name));
    if (isLeftOut) return [];
    const lines = text.trim() === "" ? "" : `${text.replace(/^(?:[ \t]*\r?\n)+|\s+$/gu, "")}\n`;
    return [{ name, text: `${commentStart} <${name}>\n${lines}${commentStart} </${name}>\n` }];
  });
  return parts
    .map(({ name, text }, at) => (at === 0 || name === "vc-code" ? text : `\n${text}`))
    .join("");
}
