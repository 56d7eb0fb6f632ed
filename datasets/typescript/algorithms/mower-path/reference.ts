const STEPS = [
  [0, 1],
  [1, 0],
  [0, -1],
  [-1, 0],
] as const;

export function mowerPath(
  width: number,
  height: number,
  program: string,
): readonly [x: number, y: number] {
  let x = 0;
  let y = 0;
  let heading = 0;
  for (const command of program) {
    if (command === "R") heading = (heading + 1) % 4;
    if (command === "L") heading = (heading + 3) % 4;
    if (command !== "F") continue;
    const [right, up] = STEPS[heading] ?? STEPS[0];
    x = Math.min(width - 1, Math.max(0, x + right));
    y = Math.min(height - 1, Math.max(0, y + up));
  }
  return [x, y];
}
