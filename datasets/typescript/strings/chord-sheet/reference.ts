export function chordSheet(line: string): readonly [chords: string, words: string] {
  let chords = "";
  let words = "";
  for (const part of line.split(/(\[[^\]]*\])/)) {
    if (!part.startsWith("[")) {
      words += part;
      continue;
    }
    const chord = part.slice(1, -1);
    if (chord === "") continue;
    const least = chords === "" ? 0 : chords.length + 1;
    chords = chords.padEnd(Math.max(least, words.length)) + chord;
  }
  return [chords, words];
}
