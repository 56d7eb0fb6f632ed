const decoder = new TextDecoder();

/** Bytes → the characters that are whole, and the bytes at the end that are the beginning of one more. */
export function splitCharacters(bytes: Uint8Array): {
  readonly text: string;
  readonly rest: Uint8Array;
} {
  const open = countOpen(bytes);
  const end = bytes.length - open;
  return { text: decoder.decode(bytes.subarray(0, end)), rest: bytes.slice(end) };
}

/** How many bytes at the end begin a character that they do not finish. */
function countOpen(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < lengthOf(byte) ? back : 0;
  }
  return 0;
}

const lengthOf = (first: number): number => (first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2);

export function joinBytes(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
