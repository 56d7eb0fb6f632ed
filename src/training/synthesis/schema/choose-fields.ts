import type { Complexity } from "../../../domain/evaluation.ts";
import type { Chooser } from "../chooser.ts";
import type { Field, RecordShape } from "./shape.ts";

/** Some of a record's fields; `undefined` where it has too few of those that are wanted. */
export function chooseFields(
  { fields }: RecordShape,
  chooser: Chooser,
  wish: {
    readonly least: number;
    readonly most: number;
    readonly only?: ((field: Field) => boolean) | undefined;
  },
): readonly Field[] | undefined {
  const { least, most, only = () => true } = wish;
  const wanted = fields.filter(only);
  if (wanted.length < least) return undefined;
  return chooser.some(wanted, chooser.whole(least, Math.min(most, wanted.length)));
}

/** By how many rules a task has. */
export const complexityOf = (rules: number): Complexity =>
  rules <= 3 ? "simple" : rules <= 6 ? "moderate" : "complex";
