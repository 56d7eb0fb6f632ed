/**
 * The language's own functions, taken before any candidate is loaded: what it changes afterwards is not heard
 * here. Runs in the sandbox; needs nothing but the language.
 */

export const { apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
export const { stringify } = JSON;
export const { isArray } = Array;
export const { keyFor } = Symbol;

/** `method` as a function whose first argument is its `this`. */
const free =
  <Rest extends readonly unknown[], Result>(method: (...rest: Rest) => Result) =>
  (self: unknown, ...rest: Rest): Result =>
    apply(method, self, rest);

/** The getter of `key` on `prototype` as a function; most throw for values of another kind. */
function getter(prototype: object, key: PropertyKey): (self: unknown) => unknown {
  const get = getOwnPropertyDescriptor(prototype, key)?.get;
  if (get === undefined) throw new TypeError("Cannot start: the engine lacks a getter");
  return (self) => apply(get, self, []);
}

const typedArrayPrototype = Object(getPrototypeOf(Uint8Array.prototype));

export const mapSize = getter(Map.prototype, "size");
export const setSize = getter(Set.prototype, "size");
export const bufferLength = getter(ArrayBuffer.prototype, "byteLength");
export const regexSource = getter(RegExp.prototype, "source");
export const regexFlags = getter(RegExp.prototype, "flags");
/** `undefined` for what is no typed array. */
export const typedArrayName = getter(typedArrayPrototype, Symbol.toStringTag);
export const typedArrayLength = getter(typedArrayPrototype, "length");

export const forEachOfMap = free(Map.prototype.forEach);
export const forEachOfSet = free(Set.prototype.forEach);
export const timeOf = free(Date.prototype.getTime);
export const isoTextOf = free(Date.prototype.toISOString);
export const symbolText = free(Symbol.prototype.toString);
export const codeUnitAt = free(String.prototype.charCodeAt);
export const sort = free(Array.prototype.sort);
/** What a boxed primitive holds; each throws for values of another kind. */
export const unboxers = [
  free(Number.prototype.valueOf),
  free(String.prototype.valueOf),
  free(Boolean.prototype.valueOf),
  free(BigInt.prototype.valueOf),
  free(Symbol.prototype.valueOf),
] as const;

export const objectPrototype: object = Object.prototype;
export const errorPrototype: object = Error.prototype;
export const promisePrototype: object = Promise.prototype;
export const objectToString: unknown = Object.prototype.toString;
export const Bytes = Uint8Array;

/** Adds to the end of a list of our own, past any setter that a candidate put on `Array.prototype`. */
export const append = <T>(list: T[], value: T): void =>
  void defineProperty(list, list.length, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });

/** The parts of a list of our own with `separator` between them. */
export function join(list: readonly string[], separator: string): string {
  let text = "";
  for (let at = 0; at < list.length; at += 1) text += at === 0 ? list[at] : separator + list[at];
  return text;
}

/** Whether `method` takes `value` for one of its kind. */
export function isOf(method: (self: unknown) => unknown, value: unknown): boolean {
  try {
    method(value);
    return true;
  } catch {
    return false;
  }
}

/** Whether `prototype` is above `value`. */
export function inherits(value: object, prototype: object): boolean {
  for (let at = getPrototypeOf(value); at !== null; at = getPrototypeOf(at)) {
    if (at === prototype) return true;
  }
  return false;
}

/** The value that `key` has on `object` without running a getter. */
export const plainValue = (object: object, key: PropertyKey): unknown =>
  getOwnPropertyDescriptor(object, key)?.value;

/** Names of the object's class and of those above it, most specific first. */
export function findClassNames(object: object): readonly string[] {
  const names: string[] = [];
  for (let at: object | null = object; at !== null; at = getPrototypeOf(at)) {
    const tag = plainValue(at, Symbol.toStringTag);
    const constructor = plainValue(at, "constructor");
    const name = typeof constructor === "function" ? plainValue(constructor, "name") : tag;
    if (typeof name === "string" && name !== "") append(names, name);
  }
  return names;
}
