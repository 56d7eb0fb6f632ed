/**
 * `value` as JSON text in which equal values give equal text: keys sorted by their UTF-16 code units, no
 * whitespace, keys that hold `undefined` left out.
 *
 * @throws {TypeError} for what JSON cannot hold: `undefined` in a list or at the top, functions, symbols, bigints,
 * `NaN`, infinities, instances of classes, and values that hold themselves.
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export const canonicalJson = (value: unknown): string => render(value, new Set());

function render(value: unknown, parents: Set<object>): string {
  if (typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (value === null) return "null";
  if (typeof value !== "object") {
    throw new TypeError(`Cannot write JSON: it holds ${describe(value)}`);
  }
  if (parents.has(value)) throw new TypeError("Cannot write JSON: a value holds itself");
  parents.add(value);
  const text = Array.isArray(value) ? renderList(value, parents) : renderObject(value, parents);
  parents.delete(value);
  return text;
}

// `Array.from` makes the holes of a sparse list visible.
const renderList = (list: readonly unknown[], parents: Set<object>): string =>
  `[${Array.from(list, (item) => render(item, parents)).join(",")}]`;

function renderObject(object: object, parents: Set<object>): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`Cannot write JSON: it holds an instance of ${object.constructor.name}`);
  }
  const entries = Object.entries(object).filter(([, item]) => item !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${render(item, parents)}`).join(",")}}`;
}

const describe = (value: unknown): string =>
  typeof value === "number" || value === undefined ? String(value) : `a ${typeof value}`;
