/** Lines that differ in whole numbers alone, as one line with the least and the greatest of each: `5 to 9 tokens`. */
export function foldNumbers(lines: readonly string[]): readonly string[] {
  const groups = Map.groupBy(lines, (line) => line.replaceAll(/\d+/g, "#"));
  return [...groups.values()].map((alike) => {
    const numbers = alike.map((line) => (line.match(/\d+/g) ?? []).map(Number));
    let place = 0;
    return (alike[0] ?? "").replaceAll(/\d+/g, () => {
      const column = numbers.map((row) => row[place] ?? 0);
      place += 1;
      const [least, most] = [Math.min(...column), Math.max(...column)];
      return least === most ? `${least}` : `${least} to ${most}`;
    });
  });
}
