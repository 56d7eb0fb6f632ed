export function pondSizes(map: readonly string[]): readonly number[] {
  const seen = new Set<string>();
  const sizes: number[] = [];
  for (const [row, fields] of map.entries()) {
    for (let column = 0; column < fields.length; column += 1) {
      const pond = flood(map, row, column, seen);
      if (pond.size > 0 && !pond.isSea) sizes.push(pond.size);
    }
  }
  return sizes.sort((one, other) => other - one);
}

function flood(map: readonly string[], row: number, column: number, seen: Set<string>) {
  const open: [number, number][] = [[row, column]];
  let size = 0;
  let isSea = false;
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const [r, c] = place;
    const fields = map[r] ?? "";
    if (fields[c] !== "~" || seen.has(`${r} ${c}`)) continue;
    seen.add(`${r} ${c}`);
    size += 1;
    if (r === 0 || c === 0 || r === map.length - 1 || c === fields.length - 1) isSea = true;
    for (const down of [-1, 0, 1])
      for (const right of [-1, 0, 1]) open.push([r + down, c + right]);
  }
  return { size, isSea };
}
