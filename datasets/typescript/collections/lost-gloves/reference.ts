export function matchGloves(
  gloves: readonly string[],
): readonly [pairs: number, left: readonly string[]] {
  let pairs = 0;
  const left: string[] = [];
  for (const glove of gloves) {
    const partner = glove.slice(0, -1) + (glove.endsWith("L") ? "R" : "L");
    const at = left.indexOf(partner);
    if (at === -1) left.push(glove);
    else {
      left.splice(at, 1);
      pairs += 1;
    }
  }
  return [pairs, left.sort()];
}
