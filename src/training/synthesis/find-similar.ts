/** How much alike tasks are: by the rows of words that their wishes share, or by the same code under other names. */

/** From here on, two tasks count as the same. */
export const NEAR_DUPLICATE = 0.8;
const ROW = 3;

/** What is compared of a task. */
export interface Comparable {
  readonly name: string;
  readonly text: string;
  readonly signature: string;
  readonly reference: string;
}

/** A task, ready to be compared. */
export interface Fingerprint {
  readonly rows: ReadonlySet<string>;
  readonly code: string;
}

/** Code that the text quotes is left out: it is given, not asked for. */
export function fingerprint({ name, text, signature, reference }: Comparable): Fingerprint {
  const said = text.replaceAll(/^(`{3,})[\s\S]*?^\1$/gmu, "");
  return {
    rows: new Set([...rowsOf(said), ...rowsOf(signature)]),
    code: reference.replaceAll(name, "_").replaceAll(/\s+/gu, " "),
  };
}

function rowsOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
  return words.map((_, at) => words.slice(at, at + ROW).join(" "));
}

/** From 0 to 1: the share of rows that both have (Jaccard); 1 for the same code. */
export function similarity(one: Fingerprint, other: Fingerprint): number {
  if (one.code === other.code) return 1;
  const [few, many] =
    one.rows.size < other.rows.size ? [one.rows, other.rows] : [other.rows, one.rows];
  let both = 0;
  for (const row of few) if (many.has(row)) both += 1;
  const either = one.rows.size + other.rows.size - both;
  return either === 0 ? 1 : both / either;
}

/** That of the one that is most like it; 0 where there is no other. */
export const closestOf = (one: Fingerprint, others: readonly Fingerprint[]): number =>
  others.reduce((most, other) => Math.max(most, similarity(one, other)), 0);
