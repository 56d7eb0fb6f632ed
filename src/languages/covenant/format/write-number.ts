import type { Token } from "../syntax/token.ts";

/** A number without needless zeros; of those behind its point one stays. Other tokens are as they are. */
export function writeNumber({ kind, text }: Token): string {
  if (kind === "integer") return withoutLeadingZeros(text);
  if (kind !== "float") return text;
  const point = text.indexOf(".");
  let end = text.length;
  while (end > point + 2 && text[end - 1] === "0") end -= 1;
  return withoutLeadingZeros(text.slice(0, point)) + text.slice(point, end);
}

function withoutLeadingZeros(digits: string): string {
  let at = 0;
  while (at < digits.length - 1 && digits[at] === "0") at += 1;
  return digits.slice(at);
}
