export function stairSteps(heightMm: number): readonly [steps: number, riserMm: number] {
  if (heightMm <= 0) return [0, 0];
  const steps = Math.ceil(heightMm / 190);
  return [steps, Math.floor(heightMm / steps)];
}
