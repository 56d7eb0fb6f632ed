import type { NodeKind } from "../../../domain/node-contract.ts";
import { type BoundedMap, createBoundedMap } from "../../../std/bounded-map.ts";
import type { Variant, VariantCatalogue } from "./catalogue.ts";

export interface VariantWish {
  readonly kind: NodeKind;
  /** How many operations the node has. */
  readonly operations: number;
  /** What it is asked for, in the words of the catalogue or their synonyms. */
  readonly features: readonly string[];
}

export interface VariantChoice {
  readonly variant: Variant;
  /** From 0 to 1. */
  readonly confidence: number;
  /** Why, in words. */
  readonly rationale: string;
}

/** What a feature's overlap must reach for a special shape. */
const LEAST_OVERLAP = 0.3;
const FALLBACK_CONFIDENCE = 0.5;

const remembered = new WeakMap<VariantCatalogue, BoundedMap<VariantChoice>>();

/** The shape that fits best; the same wish always gets the same. */
export function chooseVariant(wish: VariantWish, catalogue: VariantCatalogue): VariantChoice {
  const key = JSON.stringify([wish.kind, wish.operations, wish.features.toSorted()]);
  const memory = remembered.get(catalogue) ?? createBoundedMap<VariantChoice>(100);
  remembered.set(catalogue, memory);
  const choice = memory.get(key) ?? choose(wish, catalogue);
  memory.set(key, choice);
  return choice;
}

/** From 0 to 1: how many operations, and how many kinds of work. */
export function measureComplexity(
  operations: number,
  features: readonly string[],
  { categories }: Pick<VariantCatalogue, "categories">,
): number {
  const met = Object.values(categories).filter((words) =>
    features.some((feature) => words.includes(feature)),
  );
  return 0.6 * Math.min(operations / 10, 1) + 0.4 * Math.min(met.length / 6, 1);
}

/** The one word that a feature is counted by. */
export const toCatalogueWords = (
  features: readonly string[],
  { synonyms }: Pick<VariantCatalogue, "synonyms">,
): readonly string[] => [
  ...new Set(
    features.map((feature) =>
      Object.hasOwn(synonyms, feature) ? (synonyms[feature] ?? feature) : feature,
    ),
  ),
];

interface Scored {
  readonly variant: Variant;
  readonly matched: readonly string[];
  readonly overlap: number;
  readonly score: number;
}

function choose(wish: VariantWish, catalogue: VariantCatalogue): VariantChoice {
  const features = toCatalogueWords(wish.features, catalogue);
  const complexity = measureComplexity(wish.operations, features, catalogue);
  const [best] = catalogue.variants
    .filter((variant) => isInRange(variant, wish))
    .map((variant) => score(variant, features, complexity))
    .filter(({ variant, overlap }) => variant.specialises === null || overlap >= LEAST_OVERLAP)
    .toSorted(byMerit);
  if (best === undefined) return fallBack(wish, complexity, catalogue);
  const { variant, matched, score: confidence } = best;
  const fits = matched.length === 0 ? "" : `, for ${matched.join(", ")}`;
  const rationale = `${variant.id} for ${wish.kind} with ${count(wish.operations)}${fits}`;
  return { variant, confidence, rationale };
}

const isInRange = ({ kinds, operations: { min, max } }: Variant, wish: VariantWish): boolean =>
  kinds.includes(wish.kind) && wish.operations >= min && wish.operations <= (max ?? Infinity);

function score(variant: Variant, features: readonly string[], complexity: number): Scored {
  const matched = features.filter((feature) => variant.features.includes(feature));
  const overlap = matched.length / Math.max(1, features.length);
  const bonus =
    special(variant, matched.length) +
    (variant.id === "MINIMAL" && complexity < 0.3 ? 0.1 : 0) +
    (variant.id === "PRODUCTION" && complexity > 0.7 ? 0.1 : 0);
  // Kind and number of operations fit, or it would not stand here.
  return { variant, matched, overlap, score: Math.min(1, 0.2 + 0.3 + 0.5 * overlap + bonus) };
}

/** Databases are asked for by so many words that two of them prove nothing. */
const special = ({ specialises }: Variant, matched: number): number =>
  specialises !== null && matched >= (specialises === "database" ? 3 : 2) ? 0.15 : 0;

const byMerit = (one: Scored, other: Scored): number =>
  other.score - one.score ||
  other.overlap - one.overlap ||
  one.variant.complexity - other.variant.complexity ||
  (one.variant.id < other.variant.id ? -1 : 1);

function fallBack(
  { kind, operations }: VariantWish,
  complexity: number,
  { variants }: VariantCatalogue,
): VariantChoice {
  const busy = operations >= 8 || complexity > 0.7 ? "PRODUCTION" : "STANDARD";
  const id = operations <= 2 ? "MINIMAL" : busy;
  const variant = variants.find((each) => each.id === id);
  if (variant === undefined) throw new Error(`the catalogue has no variant ${id}`);
  return {
    variant,
    confidence: FALLBACK_CONFIDENCE,
    rationale: `${id} for ${kind} with ${count(operations)}: nothing fits better`,
  };
}

const count = (operations: number): string =>
  operations === 1 ? "1 operation" : `${operations} operations`;
