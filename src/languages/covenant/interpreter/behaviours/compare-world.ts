/** What a run left behind beside what a behaviour expects: tables, files, and calls. */

import type { Behaviour, CallMade } from "../../../../domain/behaviour.ts";
import type { JsonRecord, JsonValue } from "../../../../domain/json.ts";
import { normalizePath } from "../library/memory-files.ts";
import type { LoadedProgram } from "../load-program.ts";
import type { Difference } from "../results.ts";
import { readRow } from "../tables/table-store.ts";
import { readJson, UnfitJson } from "../values/read-json.ts";
import { renderJson } from "../values/render-value.ts";
import type { Value } from "../values/value.ts";
import { ANY, type ValueType } from "../values/value-type.ts";
import { writeJson } from "../values/write-json.ts";
import type { RecordedCall, RunWorld } from "../world.ts";
import { fitsExpected, pairUp } from "./fits-expected.ts";

/** Differences in what the behaviour looks at; what it does not name may be anything. */
export const compareWorld = (
  { tables, files, calls }: Behaviour["expected"],
  world: RunWorld,
  loaded: LoadedProgram,
): readonly Difference[] => [
  ...Object.entries(tables).flatMap(([name, rows]) => compareTable(name, rows, world, loaded)),
  ...Object.entries(files).flatMap(([path, text]) => compareFile(path, text, world)),
  ...(calls === undefined ? [] : compareCalls(calls, world.calls, loaded)),
];

function compareTable(
  name: string,
  expected: readonly JsonRecord[],
  world: RunWorld,
  { shapes }: LoadedProgram,
): readonly Difference[] {
  const table = world.tables.find(name);
  const columns = table.columns ?? shapes.structs.get(table.name);
  const wanted = expected.map((row) => readRow(row, columns, shapes));
  const { missing, unexpected } = pairUp(wanted, table.rows);
  const write = (row: Value | undefined): string | undefined =>
    row === undefined ? undefined : renderJson(writeJson(row, ANY, shapes));
  return Array.from({ length: Math.max(missing.length, unexpected.length) }, (_, index) => {
    const [lost, extra] = [write(missing[index]), write(unexpected[index])];
    return {
      about: "table",
      subject: name,
      expected: lost,
      found: extra,
      message: `Table "${name}": ${describePair("row", lost, extra)}`,
    };
  });
}

function describePair(thing: string, expected: string | undefined, found: string | undefined) {
  if (expected === undefined) return `found a ${thing} ${found} that is not expected`;
  if (found === undefined) return `expected a ${thing} ${expected}, and there is none`;
  return `expected the ${thing} ${expected}, found ${found}`;
}

function compareFile(
  path: string,
  expected: string | null,
  { files }: RunWorld,
): readonly Difference[] {
  const found = files.texts.get(normalizePath(path));
  if (found === (expected ?? undefined)) return [];
  const [expectedText, foundText] = [expected ?? undefined, found].map(
    (text) => text && renderJson(text),
  );
  const message =
    expectedText === undefined
      ? `File "${path}": it must be gone, and holds ${foundText}`
      : `File "${path}": expected ${expectedText}, found ${foundText ?? "no file"}`;
  return [{ about: "file", subject: path, expected: expectedText, found: foundText, message }];
}

function compareCalls(
  expected: readonly CallMade[],
  made: readonly RecordedCall[],
  loaded: LoadedProgram,
): readonly Difference[] {
  const isSameCall = (wanted: CallMade, found: RecordedCall): boolean =>
    wanted.function === found.callable.id && fitArguments(wanted.args, found, loaded);
  const length = Math.max(expected.length, made.length);
  for (let index = 0; index < length; index += 1) {
    const [wanted, found] = [expected[index], made[index]];
    if (wanted !== undefined && found !== undefined && isSameCall(wanted, found)) continue;
    const expectedText = wanted && renderCall(wanted.function, wanted.args);
    const foundText = found && renderCall(found.callable.id, writeArguments(found, loaded));
    const difference: Difference = {
      about: "calls",
      subject: wanted?.function ?? found?.callable.id,
      expected: expectedText,
      found: foundText,
      message: `Call ${index + 1}: ${describePair("call", expectedText, foundText)}`,
    };
    // Whatever comes after the first difference is out of step.
    return [difference];
  }
  return [];
}

const renderCall = (name: string, args: JsonRecord): string =>
  `${name}(${Object.entries(args)
    .map(([key, value]) => `${key}=${renderJson(value)}`)
    .join(", ")})`;

function fitArguments(
  expected: JsonRecord,
  { callable, args }: RecordedCall,
  loaded: LoadedProgram,
): boolean {
  const types = new Map(callable.parameters.map(({ name, type }) => [name, type]));
  const names = new Set([...Object.keys(expected), ...args.keys()]);
  return [...names].every((name) => {
    const json = Object.hasOwn(expected, name) ? (expected[name] ?? null) : null;
    const wanted = readExpected(json, types.get(name) ?? ANY, loaded);
    return fitsExpected(wanted, args.get(name) ?? null);
  });
}

/** An expected value by the type that the program declares, or as it stands where it does not fit that. */
export function readExpected(
  json: JsonValue,
  type: ValueType,
  { shapes }: Pick<LoadedProgram, "shapes">,
): Value {
  try {
    return readJson(json, type, shapes);
  } catch (error) {
    if (error instanceof UnfitJson) return readJson(json, ANY, shapes);
    throw error;
  }
}

const writeArguments = ({ callable, args }: RecordedCall, { shapes }: LoadedProgram): JsonRecord =>
  Object.fromEntries(
    callable.parameters.map(({ name, type }) => [
      name,
      writeJson(args.get(name) ?? null, type, shapes),
    ]),
  );
