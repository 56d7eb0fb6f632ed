import type { NodeKind } from "../../../domain/node-contract.ts";
import type { Mixin, MixinCatalogue, MixinWrapper } from "./catalogue.ts";
import type { RecommendedMixin } from "./recommend-mixins.ts";

export interface ConflictResolution {
  readonly kind: "mutual-exclusion" | "missing-prerequisite" | "redundancy";
  readonly way:
    | "keep-higher-score"
    | "prefer-event-driven"
    | "prefer-wrapper"
    | "add-prerequisite"
    | "remove-redundant"
    | "keep-requirement"
    | "warn";
  /** Ids of the mixins that it is about. */
  readonly about: readonly string[];
  readonly message: string;
}

export interface ResolvedMixins {
  /** Best first; no two exclude each other, none stands in another, and every mixin that one needs is there. */
  readonly mixins: readonly RecommendedMixin[];
  /** Taken in place of three of its mixins or more. */
  readonly wrapper: MixinWrapper | undefined;
  readonly resolutions: readonly ConflictResolution[];
}

export interface ConflictFacts {
  readonly kind: NodeKind;
  readonly features: readonly string[];
  readonly given: readonly string[];
}

const LEAST_FOR_WRAPPER = 3;

/** Takes out what does not go together, adds what is needed, and says why. */
export function resolveConflicts(
  recommended: readonly RecommendedMixin[],
  facts: ConflictFacts,
  catalogue: MixinCatalogue,
): ResolvedMixins {
  const resolutions: ConflictResolution[] = [];
  const tell = (resolution: ConflictResolution): void => void resolutions.push(resolution);
  let mixins = addPrerequisites(recommended, facts, catalogue, tell);
  mixins = excludeByRequirement(mixins, facts, tell);
  mixins = excludeEachOther(mixins, tell);
  mixins = dropUnmet(mixins, facts, catalogue, tell);
  mixins = removeRedundant(mixins, tell);
  const wrapper = findWrapper(mixins, facts, catalogue, tell);
  if (wrapper !== undefined) {
    mixins = mixins.filter(({ mixin }) => !wrapper.includes.includes(mixin.id));
  }
  warn(mixins, facts, catalogue, tell);
  return { mixins, wrapper, resolutions };
}

type Tell = (resolution: ConflictResolution) => void;

/** What the specification asks for wins over what is only recommended. */
const excludeByRequirement = (
  recommended: readonly RecommendedMixin[],
  { features }: ConflictFacts,
  tell: Tell,
): readonly RecommendedMixin[] =>
  recommended.filter(({ mixin }) => {
    const against = mixin.conflicts.find((conflict) => features.includes(conflict));
    if (against === undefined) return true;
    const message = `${mixin.id} is left out: the node is to be ${against.replaceAll("_", " ")}`;
    tell({ kind: "mutual-exclusion", way: "keep-requirement", about: [mixin.id], message });
    return false;
  });

function excludeEachOther(
  recommended: readonly RecommendedMixin[],
  tell: Tell,
): readonly RecommendedMixin[] {
  const kept: RecommendedMixin[] = [];
  for (const next of recommended.toSorted(byPreference)) {
    const rival = kept.find((each) => exclude(each.mixin, next.mixin));
    if (rival === undefined) {
      kept.push(next);
      continue;
    }
    const isByEvents = rival.mixin.category === "events" && next.mixin.category !== "events";
    tell({
      kind: "mutual-exclusion",
      way: isByEvents && rival.score < next.score ? "prefer-event-driven" : "keep-higher-score",
      about: [rival.mixin.id, next.mixin.id],
      message: `${next.mixin.id} does not go with ${rival.mixin.id}, which fits better`,
    });
  }
  return recommended.filter((each) => kept.includes(each));
}

const exclude = (one: Mixin, other: Mixin): boolean =>
  one.conflicts.includes(other.id) || other.conflicts.includes(one.id);

/** Best first; of those that are about as good, those that work by events. */
const byPreference = (one: RecommendedMixin, other: RecommendedMixin): number => {
  const tenth = ({ score }: RecommendedMixin): number => Math.round(score * 10);
  const events = ({ mixin }: RecommendedMixin): number => Number(mixin.category === "events");
  return tenth(other) - tenth(one) || events(other) - events(one) || other.score - one.score;
};

function addPrerequisites(
  recommended: readonly RecommendedMixin[],
  { kind }: ConflictFacts,
  { mixins }: MixinCatalogue,
  tell: Tell,
): readonly RecommendedMixin[] {
  const all = [...recommended];
  // The list is walked on while it grows: what is added may need something too.
  for (const { mixin, score } of all) {
    for (const need of mixin.needs) {
      const isThere = all.some((each) => each.mixin.id === need);
      const prerequisite = mixins.find(({ id, kinds }) => id === need && kinds.includes(kind));
      if (isThere || prerequisite === undefined) continue;
      all.push({ mixin: prerequisite, score, reasons: [`needed by ${mixin.id}`] });
      const message = `${need} is added: ${mixin.id} needs it`;
      const about = [mixin.id, need];
      tell({ kind: "missing-prerequisite", way: "add-prerequisite", about, message });
    }
  }
  return all;
}

/** What needs a part that was left out falls with it. */
function dropUnmet(
  recommended: readonly RecommendedMixin[],
  { kind }: ConflictFacts,
  { mixins }: MixinCatalogue,
  tell: Tell,
): readonly RecommendedMixin[] {
  let kept = recommended;
  const unmetOf = ({ mixin }: RecommendedMixin): string | undefined =>
    mixin.needs.find(
      (need) =>
        mixins.some(({ id, kinds }) => id === need && kinds.includes(kind)) &&
        !kept.some((each) => each.mixin.id === need),
    );
  for (let next = kept.find(unmetOf); next !== undefined; next = kept.find(unmetOf)) {
    const { mixin } = next;
    const need = unmetOf(next) ?? "";
    const message = `${mixin.id} is left out: ${need}, which it needs, is`;
    const about = [mixin.id, need];
    tell({ kind: "missing-prerequisite", way: "keep-requirement", about, message });
    kept = kept.filter((each) => each !== next);
  }
  return kept;
}

const removeRedundant = (
  recommended: readonly RecommendedMixin[],
  tell: Tell,
): readonly RecommendedMixin[] =>
  recommended.filter(({ mixin }) => {
    const whole = recommended.find(
      (each) => each.mixin.includes.includes(mixin.id) || isRealisedBy(mixin, each.mixin),
    );
    if (whole === undefined) return true;
    const message = `${mixin.id} is left out: ${whole.mixin.id} does it`;
    const about = [mixin.id, whole.mixin.id];
    tell({ kind: "redundancy", way: "remove-redundant", about, message });
    return false;
  });

/** A mere name whose work a real mixin does. */
const isRealisedBy = (name: Mixin, other: Mixin): boolean =>
  name.realisation !== "class" &&
  other.realisation === "class" &&
  new RegExp(`\\b${other.id}\\b`).test(name.by);

function findWrapper(
  recommended: readonly RecommendedMixin[],
  { kind }: ConflictFacts,
  { wrappers }: MixinCatalogue,
  tell: Tell,
): MixinWrapper | undefined {
  const ids = new Set(recommended.map(({ mixin }) => mixin.id));
  for (const wrapper of wrappers.filter((each) => each.kind === kind)) {
    const held = wrapper.includes.filter((id) => ids.has(id));
    if (held.length < LEAST_FOR_WRAPPER) continue;
    const message = `${wrapper.id} takes the place of ${held.join(", ")}: it holds them`;
    tell({ kind: "redundancy", way: "prefer-wrapper", about: [wrapper.id, ...held], message });
    return wrapper;
  }
  return undefined;
}

function warn(
  recommended: readonly RecommendedMixin[],
  { given }: ConflictFacts,
  catalogue: MixinCatalogue,
  tell: Tell,
): void {
  for (const { mixin } of recommended) {
    for (const need of mixin.needs) {
      if (given.includes(need) || !Object.hasOwn(catalogue.given, need)) continue;
      const message = `${mixin.id} needs ${catalogue.given[need] ?? need}`;
      tell({ kind: "missing-prerequisite", way: "warn", about: [mixin.id], message });
    }
  }
  const ids = new Set(recommended.map(({ mixin }) => mixin.id));
  if (ids.has("MixinRetry") && (ids.has("MixinValidation") || ids.has("MixinFailFast"))) {
    const message = "Validate once, before what is retried";
    tell({ kind: "mutual-exclusion", way: "warn", about: ["MixinRetry"], message });
  }
}
