import type { ItemEdge } from "../../domain/batch.ts";
import { compareText } from "../context/read-facts.ts";
import type { Unit } from "./pack-units.ts";

/**
 * Smaller files first, related ones side by side. Clusters grow along the edges, the heaviest first; an edge that would
 * make one larger than `fits` allows is cut.
 */
export function orderUnits(
  units: readonly Unit[],
  edges: readonly ItemEdge[],
  fits: (units: readonly Unit[]) => boolean,
): readonly Unit[] {
  const clusterOf = new Map<string, Cluster>();
  for (const unit of units) {
    const cluster: Cluster = { units: [unit] };
    for (const { id } of unit) clusterOf.set(id, cluster);
  }
  for (const { from, to } of edges.toSorted(byWeight)) {
    const [into, other] = [clusterOf.get(from), clusterOf.get(to)];
    if (into === undefined || other === undefined || into === other) continue;
    const joined = [...into.units, ...other.units];
    if (!fits(joined)) continue;
    into.units = joined;
    for (const { id } of other.units.flat()) clusterOf.set(id, into);
  }
  return [...new Set(clusterOf.values())]
    .map(({ units: own }) => ({ mean: meanOf(own), units: own.toSorted(bySize) }))
    .toSorted((a, b) => a.mean - b.mean || bySize(a.units[0], b.units[0]))
    .flatMap((cluster) => cluster.units);
}

interface Cluster {
  units: readonly Unit[];
}

const byWeight = (a: ItemEdge, b: ItemEdge): number =>
  b.weight - a.weight || compareText(a.from, b.from) || compareText(a.to, b.to);

const sizeOf = (unit: Unit): number => unit.reduce((sum, { inputTokens }) => sum + inputTokens, 0);

const meanOf = (units: readonly Unit[]): number =>
  units.reduce((sum, unit) => sum + sizeOf(unit), 0) / units.flat().length;

const bySize = (a: Unit | undefined, b: Unit | undefined): number =>
  a === undefined || b === undefined ? 0 : sizeOf(a) - sizeOf(b) || compareText(a[0].id, b[0].id);
