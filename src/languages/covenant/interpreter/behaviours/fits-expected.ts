import { isNumber, isSame } from "../values/identity.ts";
import { parseMoment } from "../values/moments.ts";
import { isErrorValue } from "../values/type-test.ts";
import { type Compound, isCompound, type Value } from "../values/value.ts";

/** Floats may differ by this much, in proportion: the order of a calculation is the program's choice. */
const TOLERANCE = 1e-9;
/** What is smaller is compared as if it were this large: of a difference near zero only rounding may be left. */
const SMALLEST = 1e-3;

/** Whether a value is what was expected: as JSON can say it, so without the names that JSON left out. */
export function fitsExpected(expected: Value, found: Value): boolean {
  if (isNumber(expected) && isNumber(found)) return isClose(expected, found);
  if (!isCompound(expected) || !isCompound(found)) return isSameInstant(expected, found);
  const [expectedFields, foundFields] = [fieldsOf(expected), fieldsOf(found)];
  if (expectedFields !== undefined && foundFields !== undefined)
    return (
      mayBeSameType(expected, found) &&
      fitFields(expectedFields, foundFields, isErrorValue(expected))
    );
  if (expected.kind === "list" && found.kind === "list")
    return (
      expected.items.length === found.items.length &&
      expected.items.every((item, index) => fitsExpected(item, found.items[index] as Value))
    );
  if (expected.kind === "set" && found.kind === "set")
    return pairUp([...expected.items.values()], [...found.items.values()]).isComplete;
  return isSame(expected, found);
}

function isClose(expected: bigint | number, found: bigint | number): boolean {
  if (typeof expected === "bigint" && typeof found === "bigint") return expected === found;
  const [left, right] = [Number(expected), Number(found)];
  if (Object.is(left, right) || left === right) return true;
  if (!Number.isFinite(left) || !Number.isFinite(right)) return false;
  return Math.abs(left - right) <= TOLERANCE * Math.max(SMALLEST, Math.abs(left), Math.abs(right));
}

/** Where no type says that a text is a DateTime, it is read as a text. */
function isSameInstant(expected: Value, found: Value): boolean {
  if (isSame(expected, found)) return true;
  const [left, right] = [expected, found].map((value) =>
    typeof value === "string" ? parseMoment(value) : value,
  );
  const isOneMoment = isCompound(expected) || isCompound(found);
  return isOneMoment && left !== undefined && right !== undefined && isSame(left, right);
}

/** What has named parts: a JSON object that nothing types is read as a Map. */
function fieldsOf(value: Value): ReadonlyMap<string, Value> | undefined {
  if (!isCompound(value)) return undefined;
  if (value.kind === "map") return value.entries;
  return value.kind === "struct" || value.kind === "variant" ? value.fields : undefined;
}

/** A row, and what JSON did not name, may be of any type of such parts; a Map stands for no struct or variant. */
function mayBeSameType(expected: Compound, found: Compound): boolean {
  const [left, right] = [typeOf(expected), typeOf(found)];
  if (left === right || expected.kind === "map") return true;
  const areStructs = expected.kind === "struct" && found.kind === "struct";
  return areStructs && (left === undefined || right === undefined);
}

function typeOf(value: Compound): string | undefined {
  if (value.kind === "variant") return `${value.enum}::${value.variant}`;
  return value.kind === "struct" ? value.type : undefined;
}

/** A part that is missing on one side is none; the words of an error count only where they were expected. */
function fitFields(
  expected: ReadonlyMap<string, Value>,
  found: ReadonlyMap<string, Value>,
  isError: boolean,
): boolean {
  const names = new Set([...expected.keys(), ...found.keys()]);
  return [...names].every((name) => {
    const wanted = expected.get(name) ?? null;
    return (isError && wanted === null) || fitsExpected(wanted, found.get(name) ?? null);
  });
}

export interface Pairing {
  readonly isComplete: boolean;
  /** Expected ones for which nothing was found. */
  readonly missing: readonly Value[];
  /** Found ones that nothing expects. */
  readonly unexpected: readonly Value[];
}

/** Pairs expected values with found ones, in any order. */
export function pairUp(expected: readonly Value[], found: readonly Value[]): Pairing {
  const left = [...found];
  const missing = expected.filter((wanted) => {
    const index = left.findIndex((candidate) => fitsExpected(wanted, candidate));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  return { isComplete: missing.length + left.length === 0, missing, unexpected: left };
}
