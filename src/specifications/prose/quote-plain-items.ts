import { dropComment, parseExample } from "./parse-example.ts";

const FIELD = /^(\w+)[ \t]*:[ \t]*(.*)$/;
const ITEM = /^([ \t]*)-[ \t]+(.*)$/;
/** What YAML reads as something else than plain words. */
const NOT_PLAIN = /^["'{[|>&*!#%@`]/;

/**
 * YAML with the plain signature, examples and requirements in quotes that it would misread, on the lines where they
 * were. Neither code nor prose knows YAML's rules: `f({ a: 1 }) => 2` would be a mapping, `f(" #1") => 2` end at the
 * hash, and "Order: ascending" be a field.
 */
export function quotePlainItems(yaml: string): string {
  let field: string | undefined;
  const lines = yaml.split("\n");
  return lines
    .map((ended, index) => {
      const line = ended.endsWith("\r") ? ended.slice(0, -1) : ended;
      const [, name, value = ""] = FIELD.exec(line) ?? [];
      if (/^[^\s#-]/.test(line)) field = name;
      const [, indent = "", item = ""] = ITEM.exec(line) ?? [];
      const text = name === undefined ? item : value;
      if (text === "" || NOT_PLAIN.test(text) || goesOn(lines[index + 1] ?? "", indent))
        return ended;
      const plain = name === undefined ? readItem(text, field) : readValue(text, name);
      if (plain === undefined) return ended;
      return `${line.slice(0, line.length - text.length)}'${plain.replaceAll("'", "''")}'`;
    })
    .join("\n");
}

/** The text that an item means, where YAML might not see it. */
function readItem(text: string, field: string | undefined): string | undefined {
  if (field === "requirements") return readMisread(text);
  if (field !== "examples" || /^call[ \t]*:/.test(text)) return undefined;
  const example = dropComment(text).trim();
  return parseExample(example) === undefined ? undefined : example;
}

const readValue = (text: string, field: string): string | undefined =>
  field === "signature" ? readMisread(text) : undefined;

/** Words with a colon that is followed by a space, which would make a mapping of them. */
const readMisread = (text: string): string | undefined =>
  /:(?:\s|$)/.test(text) && !/\s#/.test(text) ? text.trim() : undefined;

/** Whether a line goes on with the item that is marked at `indent`. */
const goesOn = (line: string, indent: string): boolean =>
  line.trim() !== "" && !ITEM.test(line) && line.length - line.trimStart().length > indent.length;
