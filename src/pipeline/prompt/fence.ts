/** `text` as a fenced block that nothing inside it can close. */
export function fence(text: string, tag: string): string {
  const longestRun = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const marks = "`".repeat(longestRun + 1);
  return `${marks}${tag}\n${text.endsWith("\n") ? text : `${text}\n`}${marks}`;
}
