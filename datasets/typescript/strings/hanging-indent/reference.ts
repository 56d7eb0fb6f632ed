const INDENT = "  ";

export function hangingIndent(text: string, width: number): string {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    const indent = lines.length > 0 ? INDENT.length : 0;
    if (line === "") line = word;
    else if (indent + line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== "") lines.push(line);
  return lines.map((each, at) => (at === 0 ? each : INDENT + each)).join("\n");
}
