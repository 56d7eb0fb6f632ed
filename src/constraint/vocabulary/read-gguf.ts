/** The head of a GGUF file: what it says about its tokens. @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */

/** What a GGUF file says about itself, as far as it is asked for. */
export interface GgufHead {
  readonly entries: ReadonlyMap<string, GgufValue>;
  /** Where the head ends, in bytes from the file's beginning. */
  readonly length: number;
}

export type GgufValue = number | boolean | string | readonly number[] | readonly string[];

/** By the format's own numbers; 8 is a string and 9 a list. */
const NUMBERS: Readonly<Record<number, { readonly size: number; readonly read: Read }>> = {
  0: { size: 1, read: (view, at) => view.getUint8(at) },
  1: { size: 1, read: (view, at) => view.getInt8(at) },
  2: { size: 2, read: (view, at) => view.getUint16(at, true) },
  3: { size: 2, read: (view, at) => view.getInt16(at, true) },
  4: { size: 4, read: (view, at) => view.getUint32(at, true) },
  5: { size: 4, read: (view, at) => view.getInt32(at, true) },
  6: { size: 4, read: (view, at) => view.getFloat32(at, true) },
  7: { size: 1, read: (view, at) => view.getUint8(at) },
  10: { size: 8, read: (view, at) => Number(view.getBigUint64(at, true)) },
  11: { size: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  12: { size: 8, read: (view, at) => view.getFloat64(at, true) },
};
type Read = (view: DataView, at: number) => number;
const BOOLEAN = 7;
const STRING = 8;
const LIST = 9;

/** Thrown and caught here: the bytes end before the head does. */
class TooShort extends Error {}

/**
 * The entries whose keys `isWanted` says yes to. Lists of lists are never given.
 *
 * @returns `undefined` where `bytes` hold only a part of the head: read more of the file.
 * @throws {RangeError} where it is no GGUF file of version 2 or 3, or a broken one.
 */
export function readGgufHead(
  bytes: Uint8Array,
  isWanted: (key: string) => boolean,
): GgufHead | undefined {
  try {
    return new HeadReader(bytes).read(isWanted);
  } catch (error) {
    if (error instanceof TooShort) return undefined;
    throw error;
  }
}

class HeadReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #decoder = new TextDecoder();
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  read(isWanted: (key: string) => boolean): GgufHead {
    const magic = this.#decoder.decode(this.#bytes.subarray(0, this.#take(4) + 4));
    const version = this.#number(4);
    if (magic !== "GGUF" || (version !== 2 && version !== 3))
      throw broken("it is not version 2 or 3");
    this.#number(10); // how many tensors
    const count = this.#number(10);
    const entries = new Map<string, GgufValue>();
    for (let entry = 0; entry < count; entry += 1) {
      const key = this.#string();
      const value = this.#value(this.#number(4), isWanted(key));
      if (value !== undefined) entries.set(key, value);
    }
    return { entries, length: this.#at };
  }

  #take(size: number): number {
    const at = this.#at;
    if (!Number.isSafeInteger(size) || size < 0) throw broken("a length in it is impossible");
    if (at + size > this.#bytes.length) throw new TooShort();
    this.#at += size;
    return at;
  }

  #number(type: number): number {
    const known = NUMBERS[type];
    if (known === undefined) throw broken(`a value in it has the unknown type ${type}`);
    return known.read(this.#view, this.#take(known.size));
  }

  #string(): string {
    const size = this.#number(10);
    const from = this.#take(size);
    return this.#decoder.decode(this.#bytes.subarray(from, from + size));
  }

  #value(type: number, isWanted: boolean): GgufValue | undefined {
    if (type === LIST) return this.#list(isWanted);
    if (type === STRING) return isWanted ? this.#string() : this.#skip(this.#number(10));
    const value = this.#number(type);
    return isWanted ? (type === BOOLEAN ? value !== 0 : value) : undefined;
  }

  #list(isWanted: boolean): readonly number[] | readonly string[] | undefined {
    const type = this.#number(4);
    const count = this.#number(10);
    const known = NUMBERS[type];
    if (known !== undefined) {
      const from = this.#take(count * known.size);
      if (!isWanted) return undefined;
      return Array.from({ length: count }, (_, i) => known.read(this.#view, from + i * known.size));
    }
    const texts: string[] = [];
    for (let item = 0; item < count; item += 1) {
      if (type === LIST) this.#list(false);
      else if (type !== STRING) throw broken(`a list in it has the unknown type ${type}`);
      else if (isWanted) texts.push(this.#string());
      else this.#skip(this.#number(10));
    }
    return isWanted && type === STRING ? texts : undefined;
  }

  #skip(size: number): undefined {
    this.#take(size);
    return undefined;
  }
}

const broken = (why: string): RangeError => new RangeError(`Cannot read the GGUF file: ${why}`);
