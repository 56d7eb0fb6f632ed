/** The head of a GGUF file of version 3: whole numbers as 32 bits, others as 32-bit floats. */
export function writeGguf(
  entries: Readonly<Record<string, string | number | readonly string[] | readonly number[]>>,
): Buffer {
  const u32 = (value: number): Buffer => {
    const buffer = Buffer.alloc(4);
    buffer.writeUInt32LE(value);
    return buffer;
  };
  const u64 = (value: number): Buffer => Buffer.concat([u32(value), u32(0)]);
  const float = (value: number): Buffer => {
    const buffer = Buffer.alloc(4);
    buffer.writeFloatLE(value);
    return buffer;
  };
  const string = (text: string): Buffer =>
    Buffer.concat([u64(Buffer.byteLength(text)), Buffer.from(text)]);
  const STRING = 8;
  const LIST = 9;
  const typeOf = (values: readonly unknown[]): number =>
    typeof values[0] === "string" ? STRING : values.every(Number.isInteger) ? 4 : 6;
  const write = (type: number, value: string | number): Buffer =>
    typeof value === "string" ? string(value) : type === 4 ? u32(value) : float(value);

  const parts = Object.entries(entries).map(([key, value]) => {
    const values = [value].flat() as readonly (string | number)[];
    const type = typeOf(values);
    const body = Buffer.concat(values.map((each) => write(type, each)));
    return Array.isArray(value)
      ? Buffer.concat([string(key), u32(LIST), u32(type), u64(values.length), body])
      : Buffer.concat([string(key), u32(type), body]);
  });
  return Buffer.concat([Buffer.from("GGUF"), u32(3), u64(0), u64(parts.length), ...parts]);
}
