export function shortenMiddle(text: string, width: number): string {
  const characters = [...text];
  if (width < 1) return "";
  if (characters.length <= width) return text;
  const kept = width - 1;
  const left = Math.ceil(kept / 2);
  const right = kept - left;
  return [
    ...characters.slice(0, left),
    "…",
    ...characters.slice(characters.length - right),
  ].join("");
}
