/** How often a stated probability came true. */
export interface StatedOutcome {
  /** Strictly between 0 and 1 after `logitOf`'s clamp. */
  readonly stated: number;
  /** How many were stated so. */
  readonly count: number;
  /** How many of them came true. */
  readonly trueCount: number;
}

/** Turns a stated probability into the one that was seen: `1 / (1 + exp(−(offset + slope · logit(stated))))`. */
export interface LogisticFit {
  readonly offset: number;
  readonly slope: number;
}

/** Log-odds; never infinite. */
export function logitOf(probability: number): number {
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return Math.log(inside / (1 - inside));
}

export const applyFit = ({ offset, slope }: LogisticFit, stated: number): number =>
  1 / (1 + Math.exp(-(offset + slope * logitOf(stated))));

/** A weight of one outcome that leaves everything as it is: it decides where nothing else does, and bounds the rest. */
const PRIOR = 0.25;

/** Platt's calibration by Newton's method, drawn a little towards leaving things as they are. */
export function fitLogistic(outcomes: readonly StatedOutcome[]): LogisticFit {
  let [offset, slope] = [0, 1];
  for (let round = 0; round < 50; round += 1) {
    let [gradient0, gradient1] = [-PRIOR * offset, -PRIOR * (slope - 1)];
    let [h00, h01, h11] = [PRIOR, 0, PRIOR];
    for (const { stated, count, trueCount } of outcomes) {
      const x = logitOf(stated);
      const p = 1 / (1 + Math.exp(-(offset + slope * x)));
      const weight = count * p * (1 - p);
      gradient0 += trueCount - count * p;
      gradient1 += (trueCount - count * p) * x;
      h00 += weight;
      h01 += weight * x;
      h11 += weight * x * x;
    }
    const determinant = h00 * h11 - h01 * h01;
    const step0 = (h11 * gradient0 - h01 * gradient1) / determinant;
    const step1 = (h00 * gradient1 - h01 * gradient0) / determinant;
    // A whole step may leap over the best place.
    const factor = Math.min(1, 2 / (Math.abs(step0) + Math.abs(step1) + 1e-12));
    offset += factor * step0;
    slope += factor * step1;
    if (Math.abs(step0) + Math.abs(step1) < 1e-10) break;
  }
  return { offset, slope };
}
