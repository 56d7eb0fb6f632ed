/** `text` as a fenced block that nothing inside it can close. */
export function fence(text: string, tag: string): string {
  let longestRun = 2;
  for (const [run] of text.matchAll(/`+/g)) longestRun = Math.max(longestRun, run.length);
  const marks = "`".repeat(longestRun + 1);
  return `${marks}${tag}\n${text.endsWith("\n") ? text : `${text}\n`}${marks}`;
}
