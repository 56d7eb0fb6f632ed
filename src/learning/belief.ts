/** How much a rule is trusted: a Beta distribution of what was counted, moved by what people say of it. */

export interface Belief {
  readonly mean: number;
  /** Standard deviation. */
  readonly deviation: number;
  /** Mean, less for what is unsure: a rule counts from `LEAST_WEIGHT`. */
  readonly weight: number;
  /** Yeses and noes so far, the old ones counting less. */
  readonly events: number;
}

/** So much does everything that was counted count, beside what people say. */
const PRIOR_WEIGHT = 10;
/** After so many events, whatever rules they are about, one counts half. */
export const HALF_LIFE = 200;
/** Below it a rule is off. */
export const LEAST_WEIGHT = 0.5;

/** Something that was said of a rule, and how many things were said since of any rule. */
export interface Heard {
  readonly isAccepted: boolean;
  readonly age: number;
}

/** Of a rule that holds at all of `support` places but `exceptions`. */
export function believe(support: number, exceptions: number, heard: readonly Heard[]): Belief {
  const [yes, no] = [support - exceptions + 1, exceptions + 1];
  const shrink = Math.min(1, PRIOR_WEIGHT / (yes + no));
  let [alpha, beta] = [yes * shrink, no * shrink];
  let events = 0;
  for (const { isAccepted, age } of heard) {
    const counted = 2 ** (-age / HALF_LIFE);
    events += counted;
    if (isAccepted) alpha += counted;
    else beta += counted;
  }
  const total = alpha + beta;
  const mean = alpha / total;
  const deviation = Math.sqrt((alpha * beta) / (total * total * (total + 1)));
  return { mean, deviation, weight: mean * Math.max(0, 1 - 2 * deviation), events };
}
