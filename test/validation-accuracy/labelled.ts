/** What a person says should be found in a candidate, and what was found there. */

import type { Severity } from "../../src/domain/diagnostic.ts";

export interface Label {
  readonly rule: string;
  readonly file: string;
  /** `undefined` where the finding is about the whole file or folder, or its place is open. */
  readonly line: number | undefined;
  /** Any of these. */
  readonly severities: readonly Severity[];
  /** May be told, and need not. */
  readonly isOptional: boolean;
}

export interface Found {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly severity: Severity;
  readonly message: string;
}

export interface Judged {
  readonly id: string;
  readonly labels: readonly Label[];
  readonly found: readonly Found[];
}

export interface Comparison {
  readonly id: string;
  readonly isCompliant: boolean;
  readonly hits: readonly Found[];
  readonly missed: readonly Label[];
  readonly alarms: readonly Found[];
}

const fits = (label: Label, found: Found): boolean =>
  label.rule === found.rule &&
  (label.file === "" || label.file === found.file) &&
  (label.line === undefined || label.line === found.line) &&
  label.severities.includes(found.severity);

/** Each finding answers one label, the most exact first; what is optional is neither hit nor missed. */
export function compare({ id, labels, found }: Judged): Comparison {
  const left = [...found];
  const take = (label: Label): Found | undefined => {
    const at = left.findIndex((each) => fits(label, each));
    return at === -1 ? undefined : left.splice(at, 1)[0];
  };
  const hits: Found[] = [];
  const missed: Label[] = [];
  for (const label of labels.filter(({ isOptional }) => !isOptional).toSorted(byExactness)) {
    const hit = take(label);
    if (hit === undefined) missed.push(label);
    else hits.push(hit);
  }
  for (const label of labels.filter(({ isOptional }) => isOptional)) take(label);
  return { id, isCompliant: labels.length === 0, hits, missed, alarms: left };
}

const byExactness = (one: Label, other: Label): number =>
  Number(one.line === undefined) - Number(other.line === undefined);

export const isExact = ({ missed, alarms }: Comparison): boolean =>
  missed.length === 0 && alarms.length === 0;
