export function loadFerry(
  lengths: readonly number[],
  laneLength: number,
): readonly [left: readonly number[], right: readonly number[]] {
  const left: number[] = [];
  const right: number[] = [];
  let leftRoom = laneLength;
  let rightRoom = laneLength;
  for (const length of lengths) {
    if (length > Math.max(leftRoom, rightRoom)) break;
    if (leftRoom >= rightRoom) {
      left.push(length);
      leftRoom -= length;
    } else {
      right.push(length);
      rightRoom -= length;
    }
  }
  return [left, right];
}
