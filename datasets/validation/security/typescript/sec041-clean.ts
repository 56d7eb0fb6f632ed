export function fill(list: string[], index: number, map: Map<string, string>, key: string): void {
  list[index] = "x";
  map.set(key, "x");
  for (let at = 0; at < 3; at += 1) list[at] = "y";
  Object.assign({}, { a: 1 });
}
