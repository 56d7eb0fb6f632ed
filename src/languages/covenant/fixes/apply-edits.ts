import type { TextEdit } from "../finding.ts";

/** `source` after `edits`, which are in source order and do not overlap. */
export function applyEdits(source: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text } of edits) {
    parts.push(source.slice(at, start), text);
    at = end;
  }
  parts.push(source.slice(at));
  return parts.join("");
}

/** Whether all edits lie inside a text of `length`, in their order, none over another. */
export function areApplicable(edits: readonly TextEdit[], length: number): boolean {
  let at = 0;
  for (const { start, end } of edits) {
    if (start < at || end < start) return false;
    at = end;
  }
  return at <= length;
}

/** Says where a place of the text before `edits` is in the text after them. */
export function createOffsetMap(edits: readonly TextEdit[]): (offset: number) => number {
  const shifts: { readonly from: number; readonly by: number }[] = [];
  let by = 0;
  for (const { start, end, text } of edits) {
    by += text.length - (end - start);
    shifts.push({ from: end, by });
  }
  return (offset) => {
    let [low, high] = [0, shifts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((shifts[middle]?.from ?? Infinity) <= offset) low = middle + 1;
      else high = middle;
    }
    return offset + (shifts[low - 1]?.by ?? 0);
  };
}
