import type { BatchItem, BatchPlan, PlannedCall, Wave } from "../../domain/batch.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { canonicalJson } from "../../std/canonical-json.ts";
import { compareText, sortById } from "../context/read-facts.ts";
import type { BatchLimits } from "./limits.ts";
import { frameTokens, type ItemCost, type MeasureOptions, measureItems } from "./measure-items.ts";
import { orderUnits } from "./order-units.ts";
import {
  fitsShare,
  type PackedCall,
  type PackOptions,
  packUnits,
  type Unit,
} from "./pack-units.ts";
import type { Dependencies, ItemGroup } from "./read-dependencies.ts";

export interface PlanBatchesOptions extends MeasureOptions {
  readonly limits: BatchLimits;
  /** From `readDependencies` over these items, or more. */
  readonly dependencies: Dependencies;
  /** Kept free in every call for the overview of all files. @default 0 */
  readonly overviewTokens?: number | undefined;
}

/** A cluster larger than this share of a call would leave calls half empty. */
const CLUSTER_SHARE = 0.25;

/**
 * Items into waves of calls: every item exactly once, what it includes in an earlier wave or, in a circle, in the same
 * call; one language a call; no limit passed but by a single item that passes it alone. A circle that passes a limit is
 * spread over calls of one wave. The order of `items` does not matter.
 *
 * @throws {RangeError} for an item whose language is not among `languages`, or an id that two items have.
 */
export function planBatches(items: readonly BatchItem[], options: PlanBatchesOptions): BatchPlan {
  const { dependencies, limits, languages } = options;
  const costs = measureItems(sortById(items), limits, options);
  const byId = new Map(costs.map((cost) => [cost.id, cost]));
  if (byId.size < items.length) throw new RangeError("Cannot plan: two items have the same id");
  const frames = measureFrames(costs, languages, options);
  const edges = dependencies.edges.filter(({ from, to }) => byId.has(from) && byId.has(to));
  const groups = collectUnits(dependencies.groups, byId);

  const waves = [...Map.groupBy(groups, ({ level }) => level)]
    .toSorted(([a], [b]) => a - b)
    .map(([, members]): Wave => {
      const units = Map.groupBy(
        members.map(({ unit }) => unit),
        ([{ language }]) => language,
      );
      const calls = [...units]
        .toSorted(([a], [b]) => compareText(a, b))
        .flatMap(([language, own]) => {
          const pack: PackOptions = { limits, language, frameTokens: frames.get(language) ?? 0 };
          const fits = (cluster: readonly Unit[]): boolean =>
            fitsShare(cluster, CLUSTER_SHARE, pack);
          return packUnits(orderUnits(own, edges, fits), pack);
        });
      return { calls: calls.map((call) => toPlanned(call, options)) };
    });
  return {
    waves,
    edges,
    cycles: groups
      .map(({ unit }) => unit.map(({ id }) => id).toSorted(compareText))
      .filter(({ length }) => length > 1),
    oneByOne: measureAlone(costs, frames),
  };
}

function measureFrames(
  costs: readonly ItemCost[],
  languages: readonly LanguagePack[],
  { countTokens, overviewTokens = 0 }: PlanBatchesOptions,
): ReadonlyMap<string, number> {
  const frames = new Map<string, number>();
  for (const { id, language } of costs) {
    if (frames.has(language)) continue;
    const pack = languages.find((each) => each.id === language);
    if (pack === undefined)
      throw new RangeError(`Cannot plan "${id}": there is no language "${language}"`);
    frames.set(language, frameTokens(pack, { countTokens }) + overviewTokens);
  }
  return frames;
}

interface LevelledUnit {
  readonly level: number;
  readonly unit: Unit;
}

/** Groups with the items that are asked for now; an item of no group stands for itself. */
function collectUnits(
  groups: readonly ItemGroup[],
  byId: ReadonlyMap<string, ItemCost>,
): readonly LevelledUnit[] {
  const grouped = new Set(groups.flatMap(({ items }) => items));
  const others = [...byId.keys()].filter((id) => !grouped.has(id));
  return [...groups, ...others.map((id) => ({ items: [id], level: 0 }))].flatMap(
    ({ items, level }) => {
      const [first, ...rest] = items.flatMap((id) => byId.get(id) ?? []);
      return first === undefined ? [] : [{ level, unit: [first, ...rest] as const }];
    },
  );
}

const toPlanned = (
  { items, inputTokens, expectedTokens, outputTokens }: PackedCall,
  { sha256 }: Pick<MeasureOptions, "sha256">,
): PlannedCall => {
  const ids = items.map(({ id }) => id);
  return {
    id: sha256(canonicalJson(ids)).slice(0, 16),
    items: ids,
    inputTokens,
    expectedTokens: Math.min(expectedTokens, outputTokens),
    outputTokens,
  };
};

const measureAlone = (
  costs: readonly ItemCost[],
  frames: ReadonlyMap<string, number>,
): BatchPlan["oneByOne"] => ({
  calls: costs.length,
  inputTokens: costs.reduce(
    (sum, { language, inputTokens, included }) =>
      included.reduce(
        (all, { tokens }) => all + tokens,
        sum + inputTokens + (frames.get(language) ?? 0),
      ),
    0,
  ),
  expectedTokens: costs.reduce((sum, { expectedTokens }) => sum + expectedTokens, 0),
});
