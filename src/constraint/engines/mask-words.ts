/** @throws {RangeError} where `into` has no room for `size` bits. */
export function refuseShortMask(into: Uint32Array, size: number): void {
  const needed = Math.ceil(size / 32);
  if (into.length >= needed) return;
  throw new RangeError(
    `Cannot write the mask: it needs ${needed} words, and the array has ${into.length}`,
  );
}
