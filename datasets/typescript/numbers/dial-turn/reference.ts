export function dialTurn(from: number, to: number, positions: number): number {
  const forward = (to - from + positions) % positions;
  return forward * 2 <= positions ? forward : forward - positions;
}
