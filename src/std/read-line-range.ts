import { readRecord, readWholeNumber } from "./read-json.ts";

/**
 * `{ "start": 1, "end": 3 }`, both lines part of it, inside a file of `lineCount` lines.
 *
 * @throws {SyntaxError} naming `place`.
 */
export function readLineRange(
  value: unknown,
  place: string,
  lineCount: number,
): { readonly start: number; readonly end: number } {
  const lines = readRecord(value, place);
  const start = readWholeNumber(lines["start"], `${place}.start`);
  const end = readWholeNumber(lines["end"], `${place}.end`);
  if (start >= 1 && start <= end && end <= lineCount) return { start, end };
  throw new SyntaxError(
    `${place} should lie inside the file, which has lines 1 to ${lineCount}; it is ${start} to ${end}`,
  );
}
