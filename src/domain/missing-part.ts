/** What an answer left out: the parts that are asked for again, and nothing else with them. */

import type { Diagnostic } from "./diagnostic.ts";
import type { JsonRecord } from "./json.ts";

export type MissingPart =
  | { readonly kind: "file"; readonly file: string }
  /** A function, method or class of a file, by its whole name: `Basket.total`. */
  | { readonly kind: "unit"; readonly file: string; readonly name: string }
  /** An open place of the file that is given, by its name: `vc-code`. */
  | { readonly kind: "slot"; readonly file: string; readonly name: string };

/** A part as facts of the diagnostic that tells of it. */
export const partFacts = (part: MissingPart): JsonRecord => ({ missing: { ...part } });

/** The part that a diagnostic says is missing; `undefined` where it is about something else. */
export function missingPartOf({ facts }: Pick<Diagnostic, "facts">): MissingPart | undefined {
  const missing = facts["missing"];
  if (typeof missing !== "object" || missing === null || Array.isArray(missing)) return undefined;
  const { kind, file, name } = missing as JsonRecord;
  if (typeof file !== "string") return undefined;
  if (kind === "file") return { kind, file };
  const isNamed = kind === "unit" || kind === "slot";
  return isNamed && typeof name === "string" ? { kind, file, name } : undefined;
}
