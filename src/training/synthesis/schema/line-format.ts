/** Records on one line of text: lines that are right or nearly so, and what each must be read as. */

import type { Chooser } from "../chooser.ts";
import type { DraftCall } from "../draft.ts";
import { type Value, type ValueRecord, writeValue } from "../write-value.ts";
import { limitsOf, sampleRecord } from "./sample-values.ts";
import type { Field, NumberShape } from "./shape.ts";

export interface LineFormat {
  readonly name: string;
  readonly type: string;
  readonly fields: readonly Field[];
  /** Between two pieces. */
  readonly mark: string;
  /** Between a name and its value; `undefined` where pieces have no names, but an order. */
  readonly sign: string | undefined;
  readonly isTrimmed: boolean;
  /** Whether a line that is wrong throws, instead of giving `undefined`. */
  readonly isThrown: boolean;
  readonly yes: string;
  readonly no: string;
}

/** In whole numbers from 0 on. */
export function rangeOf(shape: NumberShape): {
  readonly low: number;
  readonly high: number | undefined;
} {
  const { lowest, highest } = limitsOf({ ...shape, isWhole: true });
  return {
    low: shape.least === undefined ? 0 : Math.max(lowest, 0),
    high: shape.most === undefined ? undefined : highest,
  };
}

export function makeCalls(plan: LineFormat, chooser: Chooser): readonly DraftCall[] {
  const calls = new Map<string, DraftCall>();
  for (let tries = 0; tries < 18; tries += 1) {
    const line = drawLine(plan, tries, chooser);
    const value = readLine(plan, line);
    const call = `${plan.name}(${JSON.stringify(line)})`;
    const expected: DraftCall["expected"] =
      value === undefined && plan.isThrown
        ? { kind: "throws", name: "Error" }
        : { kind: "returns", expression: writeValue(value) };
    calls.set(call, { call, expected });
  }
  return [...calls.values()];
}

/** Every third line is right; the others have one thing wrong, or blanks. */
function drawLine(plan: LineFormat, tries: number, chooser: Chooser): string {
  const { fields, mark, sign, yes, no } = plan;
  const record = sampleRecord(fields, chooser, { isWhole: true });
  const shown = (value: Value): string =>
    typeof value === "boolean"
      ? value
        ? yes
        : no
      : String(typeof value === "number" ? Math.ceil(Math.abs(value)) : value).replaceAll(
          mark,
          "-",
        );
  const strange = ["", "x1", "-4", "1e2", "0x1f", "YES", " ", "1.5", "100000"];
  const broken = tries % 3 === 0 ? undefined : chooser.pickOf(fields).name;
  const kind = chooser.whole(0, 5);
  const pieces = fields.map(({ name }) => {
    const own = shown(record[name]);
    const value = name === broken && kind < 3 ? chooser.pickOf(strange) : own;
    const spaced = chooser.chance(0.2) ? ` ${value} ` : value;
    return sign === undefined ? spaced : `${name}${sign}${spaced}`;
  });
  if (broken === undefined || kind < 3) return join(plan, pieces, chooser);
  if (kind === 3) return join(plan, pieces.slice(0, -1), chooser);
  if (kind === 4)
    return join(
      plan,
      [...pieces, chooser.chance(0.5) ? (pieces[0] ?? "") : `more${sign ?? ""}1`],
      chooser,
    );
  return chooser.pick(["", mark, pieces.join(" "), `${pieces.join(mark)}${mark}`]);
}

const join = ({ mark, sign }: LineFormat, pieces: readonly string[], chooser: Chooser): string =>
  (sign === undefined ? pieces : chooser.shuffled(pieces)).join(
    chooser.chance(0.15) ? `${mark} ` : mark,
  );

/** What the rules say, without the code. */
function readLine(
  { fields, mark, sign, isTrimmed, yes, no }: LineFormat,
  line: string,
): ValueRecord | undefined {
  const clean = (text: string): string => (isTrimmed ? text.trim() : text);
  const pieces = line.split(mark);
  if (pieces.length !== fields.length) return undefined;
  const pairs = pieces.map((piece, at): readonly [string, string] => {
    if (sign === undefined) return [fields[at]?.name ?? "", clean(piece)];
    const [name = "", ...rest] = piece.split(sign);
    return rest.length === 0 ? ["", ""] : [clean(name), clean(rest.join(sign))];
  });
  const given = new Map(pairs);
  const values = fields.map(({ name, shape }): readonly [string, Value] => {
    const text = given.get(name);
    if (text === undefined) return [name, undefined];
    if (shape.kind === "flag") return [name, text === yes ? true : text === no ? false : undefined];
    if (shape.kind === "choice") return [name, shape.values.find((value) => value === text)];
    if (shape.kind !== "number") return [name, text === "" ? undefined : text];
    const { low, high } = rangeOf(shape);
    const isInside = Number(text) >= low && Number(text) <= (high ?? Number(text));
    return [name, /^\d+$/u.test(text) && isInside ? Number(text) : undefined];
  });
  return values.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(values);
}
