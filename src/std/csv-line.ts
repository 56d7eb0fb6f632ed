export type CsvValue = string | number | boolean | undefined;

/** What a spreadsheet would take for a formula, wide forms and leading blanks included. */
const LOOKS_LIKE_FORMULA = /^\s*[=+\-@\t\r＝＋－＠]|^[\t\r\n]/u;

/**
 * One record of CSV with its line ending, as RFC 4180 wants it. Text that a spreadsheet would run as a formula gets an
 * apostrophe before it; numbers stay numbers.
 */
export const csvLine = (values: readonly CsvValue[]): string =>
  `${values.map(toField).join(",")}\r\n`;

function toField(value: CsvValue): string {
  if (typeof value !== "string") return `${value ?? ""}`;
  const text = value.toWellFormed().replaceAll("\0", "\uFFFD");
  const safe = LOOKS_LIKE_FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
