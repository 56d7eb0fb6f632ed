export interface Pans {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

export function scaleWeights(grams: number): Pans {
  const left: number[] = [];
  const right: number[] = [];
  let rest = grams;
  for (let weight = 1; rest > 0; weight *= 3) {
    const digit = rest % 3;
    if (digit === 1) right.push(weight);
    if (digit === 2) left.push(weight);
    rest = Math.floor((rest + 1) / 3);
  }
  return { left, right };
}
