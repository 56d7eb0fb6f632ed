/** Values as canonical text. Runs in the sandbox, beside a candidate that is not trusted. */

import * as own from "./intrinsics.ts";

/** A value as text. */
export interface RenderedValue {
  /** Equal text means equal values, unless `opaque` says otherwise. */
  readonly text: string;
  /** A kind of value inside it that cannot be compared, e.g. `a function`. */
  readonly opaque: string | undefined;
}

/** `value` in the language's own notation; keys, sets and maps are sorted, for their order is not part of equality. */
export function renderValue(value: unknown): RenderedValue {
  const state: State = { opaque: undefined, above: undefined };
  const text = render(value, state);
  return { text, opaque: state.opaque };
}

interface State {
  opaque: string | undefined;
  /** The objects that the current one lies in, innermost first. */
  above: { readonly object: object; readonly next: State["above"] } | undefined;
}

function render(value: unknown, state: State): string {
  switch (typeof value) {
    case "string":
      return own.stringify(value);
    case "number":
      return value === 0 && 1 / value < 0 ? "-0" : `${value}`;
    case "bigint":
      return `${value}n`;
    case "symbol":
      return renderSymbol(value, state);
    case "function":
      state.opaque ??= "a function";
      return `[function ${own.plainValue(value, "name")}]`;
    case "object":
      return value === null ? "null" : renderNested(value, state);
    default:
      return `${value}`;
  }
}

function renderSymbol(symbol: symbol, state: State): string {
  const key = own.keyFor(symbol);
  if (key !== undefined) return `Symbol.for(${own.stringify(key)})`;
  state.opaque ??= "a symbol";
  return own.symbolText(symbol);
}

function renderNested(object: object, state: State): string {
  let depth = 1;
  for (let at = state.above; at !== undefined; at = at.next) {
    if (at.object === object) return `[circular ${depth}]`;
    depth += 1;
  }
  const { above } = state;
  state.above = { object, next: above };
  const text = renderObject(object, state);
  state.above = above;
  return text;
}

function renderObject(object: object, state: State): string {
  const prototype = own.getPrototypeOf(object);
  if (prototype === null || prototype === own.objectPrototype) return renderMembers(object, state);
  const name = own.findClassNames(object)[0] ?? "Object";
  if (own.isArray(object)) {
    const text = renderElements(object, object.length, state);
    return name === "Array" ? text : `${name} ${text}`;
  }
  if (own.typedArrayName(object) !== undefined) return `${name} ${renderNumbers(object)}`;
  if (own.isOf(own.mapSize, object)) return `${name} ${renderMap(object, state)}`;
  if (own.isOf(own.setSize, object)) return `${name} ${renderSet(object, state)}`;
  if (own.isOf(own.timeOf, object)) return `${name}(${renderTime(object)})`;
  if (own.isOf(own.regexSource, object))
    return `/${own.regexSource(object)}/${own.regexFlags(object)}`;
  if (own.isOf(own.bufferLength, object)) {
    return `${name} ${renderNumbers(new own.Bytes(object as ArrayBuffer))}`;
  }
  return renderInstance(object, name, state);
}

function renderInstance(object: object, name: string, state: State): string {
  for (let at = 0; at < own.unboxers.length; at += 1) {
    const unbox = own.unboxers[at];
    if (unbox !== undefined && own.isOf(unbox, object))
      return `${name}(${render(unbox(object), state)})`;
  }
  const members = renderMembers(object, state);
  const text = own.inherits(object, own.errorPrototype)
    ? own.stringify((object as Error).message)
    : renderOwnText(object);
  const isPromise = own.inherits(object, own.promisePrototype);
  if (isPromise || (members === "{}" && text === undefined)) state.opaque ??= `a ${name}`;
  const called = text === undefined ? name : `${name}(${text})`;
  return members === "{}" && text !== undefined ? called : `${called} ${members}`;
}

/** What the class's own `toString` says: all that can be seen of a `URL`. */
function renderOwnText(object: object): string | undefined {
  const { toString } = object as { readonly toString: unknown };
  if (typeof toString !== "function" || toString === own.objectToString) return undefined;
  const text: unknown = own.apply(toString, object, []);
  return typeof text === "string" ? own.stringify(text) : undefined;
}

function renderTime(date: object): string {
  return own.timeOf(date) === own.timeOf(date) ? own.stringify(own.isoTextOf(date)) : "NaN";
}

function renderElements(list: object, length: number, state: State): string {
  const parts: string[] = [];
  for (let at = 0; at < length; at += 1) {
    const isThere = own.getOwnPropertyDescriptor(list, at) !== undefined;
    own.append(parts, isThere ? render((list as readonly unknown[])[at], state) : "<empty>");
  }
  return `[${own.join(parts, ", ")}]`;
}

const renderNumbers = (array: object): string =>
  renderElements(array, Number(own.typedArrayLength(array)), {
    opaque: undefined,
    above: undefined,
  });

function renderMap(map: object, state: State): string {
  const parts: string[] = [];
  own.forEachOfMap(map, (value, key) => {
    own.append(parts, `${render(key, state)} => ${render(value, state)}`);
  });
  return braced(parts);
}

function renderSet(set: object, state: State): string {
  const parts: string[] = [];
  own.forEachOfSet(set, (value) => own.append(parts, render(value, state)));
  return braced(parts);
}

function renderMembers(object: object, state: State): string {
  const parts: string[] = [];
  const keys = own.ownKeys(object);
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] ?? "";
    if (own.getOwnPropertyDescriptor(object, key)?.enumerable !== true) continue;
    const value = (object as Readonly<Record<PropertyKey, unknown>>)[key];
    own.append(parts, `${renderKey(key, state)}: ${render(value, state)}`);
  }
  return braced(parts);
}

function braced(parts: string[]): string {
  if (parts.length === 0) return "{}";
  own.sort(parts);
  return `{ ${own.join(parts, ", ")} }`;
}

function renderKey(key: string | symbol, state: State): string {
  if (typeof key === "symbol") return `[${renderSymbol(key, state)}]`;
  return isName(key) ? key : own.stringify(key);
}

/** Whether `key` needs no quotes: letters, `_`, `$`, and digits after the first. */
function isName(key: string): boolean {
  for (let at = 0; at < key.length; at += 1) {
    const unit = own.codeUnitAt(key, at);
    const isLetter =
      (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) || unit === 95 || unit === 36;
    if (!isLetter && !(at > 0 && unit >= 48 && unit <= 57)) return false;
  }
  return key !== "";
}
