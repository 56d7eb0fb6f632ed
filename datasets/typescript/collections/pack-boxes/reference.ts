export function packBoxes(
  weights: readonly number[],
  capacity: number,
): readonly (readonly number[])[] {
  const boxes: number[][] = [];
  let load = Number.POSITIVE_INFINITY;
  for (const weight of weights) {
    if (load + weight > capacity) {
      boxes.push([]);
      load = 0;
    }
    boxes.at(-1)?.push(weight);
    load += weight;
  }
  return boxes;
}
