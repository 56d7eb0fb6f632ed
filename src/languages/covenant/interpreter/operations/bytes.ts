import { createError } from "../raised.ts";
import { createBytes, type Value } from "../values/value.ts";
import { bytesOf, indexOf } from "./operands.ts";
import { type Operations, takes } from "./operation.ts";

function decode(bytes: Uint8Array): Value {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return createError("DecodeError", "Cannot read the bytes as text: they are not UTF-8");
  }
}

/** A place between 0 and `length`. */
const within = (index: number, length: number): number => Math.min(Math.max(index, 0), length);

function slice(value: Value, start: Value, end: Value): Value {
  const { bytes } = bytesOf(value);
  const from = within(indexOf(start), bytes.length);
  return createBytes(bytes.slice(from, Math.max(from, within(indexOf(end), bytes.length))));
}

export const BYTES_OPERATIONS: Operations = {
  bytes_len: takes((value) => BigInt(bytesOf(value).bytes.length)),
  bytes_is_empty: takes((value) => bytesOf(value).bytes.length === 0),
  bytes_to_string: takes((value) => decode(bytesOf(value).bytes)),
  bytes_to_base64: takes((value) => Buffer.from(bytesOf(value).bytes).toString("base64")),
  bytes_to_hex: takes((value) => Buffer.from(bytesOf(value).bytes).toString("hex")),
  bytes_get: takes((value, index) => {
    const byte = bytesOf(value).bytes[indexOf(index)];
    return byte === undefined ? null : BigInt(byte);
  }),
  bytes_concat: takes((left, right) =>
    createBytes(Buffer.concat([bytesOf(left).bytes, bytesOf(right).bytes])),
  ),
  bytes_slice: takes(slice),
};
