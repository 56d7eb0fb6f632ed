import type { NodeKind } from "../../../domain/node-contract.ts";
import { countWords, type RequirementCategory } from "../../../domain/requirement-category.ts";
import type { RequirementProfile } from "./analyze-requirements.ts";
import type { Mixin, MixinCatalogue } from "./catalogue.ts";

export interface MixinWish {
  readonly kind: NodeKind;
  readonly text: string;
  readonly features: readonly string[];
  readonly operations: readonly string[];
  /** Facts that hold for the node: ids under `given` of the catalogue. */
  readonly given: readonly string[];
  /** Mixins that go with the shape that was chosen. */
  readonly ofVariant: readonly string[];
  readonly profile: RequirementProfile;
}

export interface RecommendedMixin {
  readonly mixin: Mixin;
  /** From 0 to 1. */
  readonly score: number;
  readonly reasons: readonly string[];
}

const COUNT = 5;
const LEAST = 0.5;

/** The parts that fit best: five at most, none below 0.5; of equal ones the first by name. */
export const recommendMixins = (
  wish: MixinWish,
  { mixins }: Pick<MixinCatalogue, "mixins">,
): readonly RecommendedMixin[] =>
  mixins
    .filter(({ kinds, isInBase }) => kinds.includes(wish.kind) && !isInBase)
    .map((mixin) => scoreMixin(mixin, wish))
    .filter(({ score }) => score >= LEAST)
    .toSorted((one, other) => other.score - one.score || (one.mixin.id < other.mixin.id ? -1 : 1))
    .slice(0, COUNT);

/** Of what a part is for (0.5), its words (0.15), what it needs (0.15), operations (0.1), and what speaks for it besides. */
export function scoreMixin(mixin: Mixin, wish: MixinWish): RecommendedMixin {
  const matched = mixin.features.filter((feature) => wish.features.includes(feature));
  const words = countWords(wish.text, mixin.keywords);
  const named = countWords(wish.operations.join(" "), mixin.keywords);
  const facts = mixin.needs.filter((need) => !need.startsWith("Mixin"));
  const met = facts.filter((need) => wish.given.includes(need));
  const isOfVariant = wish.ofVariant.includes(mixin.id);
  const weight = wish.profile[mixin.category as RequirementCategory] ?? 0;
  // One feature is enough to be asked for; a second one makes it certain.
  const base = [0, 0.4][matched.length] ?? 0.5;
  const sum =
    base +
    Math.min(0.15, words * 0.075) +
    (facts.length === 0 ? 0.15 : (met.length / facts.length) * 0.15) +
    Math.min(0.1, named * 0.05) +
    (isOfVariant ? 0.15 : 0) +
    (weight >= 5 ? 0.05 : 0);
  const reasons = [
    ...(matched.length > 0 ? [`asked for by ${matched.join(", ")}`] : []),
    ...(isOfVariant ? ["goes with the shape"] : []),
    ...(words > 0 ? [`${words} of its words`] : []),
    ...(named > 0 ? ["named by an operation"] : []),
  ];
  // What nobody asked for is not recommended for needing nothing.
  const isAsked = matched.length > 0 || isOfVariant;
  return { mixin, score: isAsked ? Math.min(1, Math.round(sum * 1000) / 1000) : 0, reasons };
}
