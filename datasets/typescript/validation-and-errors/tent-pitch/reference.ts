export function reservePitch(
  taken: readonly number[],
  wanted: number,
  size: number,
): readonly number[] {
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > size) {
    throw new RangeError(`there is no pitch ${wanted}`);
  }
  const pitch = wanted === 0 ? lowestFree(taken, size) : wanted;
  if (taken.includes(pitch)) throw named("Taken", `pitch ${pitch} is taken`);
  return [...taken, pitch].sort((one, other) => one - other);
}

function lowestFree(taken: readonly number[], size: number): number {
  for (let pitch = 1; pitch <= size; pitch += 1) if (!taken.includes(pitch)) return pitch;
  throw named("Full", "no pitch is free");
}

function named(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
