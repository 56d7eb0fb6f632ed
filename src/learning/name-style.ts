/** How a name is spelled; `undefined` for one word, which any style would spell so. */
export function styleOfName(written: string): string | undefined {
  const name = written.replace(/^[_$#]+|_+$/g, "");
  if (/^[a-z][a-z0-9]*$/.test(name) || name.length < 2) return undefined;
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/.test(name)) return "UPPER_CASE";
  if (/^[a-z0-9]+(?:_[a-z0-9]+)+$/.test(name)) return "snake_case";
  if (/^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(name)) return "kebab-case";
  if (/^[a-z][A-Za-z0-9]*$/.test(name)) return "camelCase";
  if (/^[A-Z][A-Za-z0-9]*$/.test(name)) return "PascalCase";
  return "mixed spelling";
}

/** The same for what is spelled with a capital anyway, where one word tells too. */
export const styleOfTypeName = (name: string): string | undefined =>
  /^[a-z][a-z0-9]*$/.test(name) ? "camelCase" : styleOfName(name);

const QUESTION =
  /^_*(?:is|has|can|should|was|are|did|does|will|needs|may|must|allows|keeps|with)(?=[A-Z_])/;

/** Whether the name of something that is true or false says so. */
export const saysYesOrNo = (name: string): string =>
  QUESTION.test(name) ? "a question" : "no question";

/** The name of a file without its folders and endings. */
export const stemOf = (path: string): string => (path.split("/").at(-1) ?? "").replace(/\..*$/, "");
