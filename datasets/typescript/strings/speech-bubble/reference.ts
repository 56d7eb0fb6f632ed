export function speechBubble(lines: readonly string[]): string {
  const kept = lines.map((line) => line.replace(/ +$/, ""));
  while (kept.at(-1) === "") kept.pop();
  if (kept.length === 0) kept.push("");
  const width = Math.max(...kept.map((line) => line.length));
  const edge = `+${"-".repeat(width + 2)}+`;
  return [edge, ...kept.map((line) => `| ${line.padEnd(width)} |`), edge].join("\n");
}
