/** How often values of each size came, for every solver. */
export interface Distribution {
  /** `[from, to)`; the first may be of zeros alone. */
  readonly bins: readonly { readonly from: number; readonly to: number }[];
  readonly series: readonly { readonly solver: string; readonly counts: readonly number[] }[];
  /** Samples of which the value is not known: in no bin. */
  readonly unknown: number;
}

export interface MeasuredValue {
  readonly solver: string;
  /** From 0 on; `undefined` where it is not known. */
  readonly value: number | undefined;
}

/** More bars than that say less. */
const MOST_BINS = 12;

/** Counts values in bins that grow as 1, 2, 5, 10 …; zeros have a bin of their own. */
export function distribute(
  values: readonly MeasuredValue[],
  solvers: readonly string[],
): Distribution {
  const known = values.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const bins = toBins(known);
  const places = new Map(solvers.map((solver) => [solver, bins.map(() => 0)]));
  for (const { solver, value } of values) {
    if (value === undefined) continue;
    const counts = places.get(solver);
    const at = bins.findIndex(({ from, to }) =>
      from === to ? value === from : value >= from && value < to,
    );
    if (counts !== undefined && at >= 0) counts[at] = (counts[at] ?? 0) + 1;
  }
  return {
    bins,
    series: [...places].map(([solver, counts]) => ({ solver, counts })),
    unknown: values.length - known.length,
  };
}

function toBins(values: readonly number[]): Distribution["bins"] {
  const zeros = values.some((value) => value === 0) ? [{ from: 0, to: 0 }] : [];
  const [low, high] = rangeOf(values.filter((value) => value > 0));
  if (low === undefined || high === undefined) return zeros;
  const fine = edgesBetween(low, high, [1, 2, 5]);
  const edges = fine.length - 1 <= MOST_BINS ? fine : edgesBetween(low, high, [1]);
  const between = edges.slice(1).map((to, at) => ({ from: edges[at] ?? 0, to }));
  return [...zeros, ...between];
}

/** Without spreading: there may be more values than a call takes arguments. */
function rangeOf(values: readonly number[]): readonly [number | undefined, number | undefined] {
  return values.reduce<readonly [number | undefined, number | undefined]>(
    ([low, high], value) => [Math.min(low ?? value, value), Math.max(high ?? value, value)],
    [undefined, undefined],
  );
}

/** The last edge not above `low`, up to the first above `high`. */
function edgesBetween(low: number, high: number, steps: readonly number[]): readonly number[] {
  const edges: number[] = [];
  for (let power = Math.floor(Math.log10(low)) - 1; ; power += 1) {
    for (const step of steps) {
      // Written out, so that 3 × 0.1 is 0.3.
      const edge = Number(`${step}e${power}`);
      if (edge <= low) edges.length = 0;
      edges.push(edge);
      if (edge > high) return edges;
    }
  }
}
