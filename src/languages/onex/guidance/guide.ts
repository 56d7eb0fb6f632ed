import type { Guidance, GuidanceNote } from "../../../domain/guidance.ts";
import type { Specification } from "../../../domain/specification.ts";
import { rulesFor } from "../rules/all-rules.ts";
import { analyzeRequirements } from "./analyze-requirements.ts";
import { type Catalogue, readCatalogue } from "./catalogue.ts";
import { chooseVariant, toCatalogueWords, type VariantChoice } from "./choose-variant.ts";
import { ERROR_CODE_USES } from "./error-code-uses.ts";
import { INSTRUCTIONS } from "./instructions.ts";
import { orderRules } from "./order-rules.ts";
import { type NodeWish, readWish } from "./read-wish.ts";
import { recommendMixins } from "./recommend-mixins.ts";
import { type ResolvedMixins, resolveConflicts } from "./resolve-conflicts.ts";

/** What is known about a node before anybody writes it: its shape, ready parts, error codes, and the house rules. */
export async function guide(specification: Specification): Promise<Guidance> {
  const catalogue = readCatalogue();
  const wish = readWish(specification);
  const choice = chooseShape(wish, catalogue);
  const parts = chooseParts(wish, choice, catalogue);
  return {
    kind: wish.kind,
    features: wish.features,
    notes: [
      variantNote(choice, wish),
      ...mixinNotes(parts),
      ...errorCodeNotes(wish, catalogue),
      ...ruleNotes(wish),
      ...INSTRUCTIONS[wish.kind].map((text, index) => instruction(text, index)),
    ],
  };
}

/** By the features that any shape knows: tags and names of the trade say nothing about it. */
function chooseShape(wish: NodeWish, { variants }: Catalogue): VariantChoice {
  const known = new Set(variants.variants.flatMap(({ features }) => features));
  const features = toCatalogueWords(wish.features, variants).filter((each) => known.has(each));
  return chooseVariant({ kind: wish.kind, operations: wish.operations.length, features }, variants);
}

function chooseParts(wish: NodeWish, choice: VariantChoice, { mixins }: Catalogue): ResolvedMixins {
  const profile = analyzeRequirements(wish);
  const ofVariant = choice.variant.mixins;
  const recommended = recommendMixins({ ...wish, ofVariant, profile }, mixins);
  return resolveConflicts(recommended, wish, mixins);
}

function variantNote(
  { variant, confidence, rationale }: VariantChoice,
  wish: NodeWish,
): GuidanceNote {
  const isPure = wish.kind === "reducer" || wish.kind === "compute";
  const lines = [
    `Shape ${variant.id}: ${variant.purpose}.`,
    ...(variant.blocks.length > 0 ? [`Blocks of the contract: ${variant.blocks.join(", ")}.`] : []),
    `Time: ${variant.target}.`,
    ...(isPure && variant.impure !== undefined ? [variant.impure] : []),
  ];
  const why = `${rationale} (confidence ${confidence.toFixed(2)})`;
  return { kind: "variant", source: variant.id, text: lines.join(" "), why };
}

function mixinNotes({ mixins, wrapper, resolutions }: ResolvedMixins): readonly GuidanceNote[] {
  const note = (source: string, text: string, why: string | undefined): GuidanceNote => ({
    kind: "mixin",
    source,
    text,
    why: [
      why,
      ...resolutions.filter(({ about }) => about.includes(source)).map(({ message }) => message),
    ]
      .filter((each) => each !== undefined)
      .join("; "),
  });
  const parts = mixins.map(({ mixin, score, reasons }) => {
    const { id, module, purpose, by, realisation } = mixin;
    const text =
      realisation === "class"
        ? `${id} (from ${module ?? ""} import ${id}): ${purpose}; gives ${by}.`
        : `${id} is no class: ${purpose}. Realise it by ${by}.`;
    return note(id, text, `score ${score.toFixed(2)}: ${reasons.join(", ")}`);
  });
  if (wrapper === undefined) return parts;
  const { id, module, includes } = wrapper;
  const text = `Derive from ${id} (from ${module} import ${id}); it holds ${includes.join(", ")}.`;
  return [note(id, text, undefined), ...parts];
}

function errorCodeNotes(wish: NodeWish, { errorCodes }: Catalogue): readonly GuidanceNote[] {
  const note = (source: string, when: string, why: string | undefined): GuidanceNote => ({
    kind: "error-code",
    source,
    text: `EnumCoreErrorCode.${source}: ${when}.`,
    why,
  });
  const isKnown = (code: string): boolean => errorCodes.has(code);
  const named = wish.errorCodes.filter(isKnown);
  const fitting = ERROR_CODE_USES.filter(
    ({ code, kinds, features }) =>
      isKnown(code) &&
      !named.includes(code) &&
      kinds.includes(wish.kind) &&
      (features.length === 0 || features.some((feature) => wish.features.includes(feature))),
  );
  return [
    ...named.map((code) => note(code, "named by the contract", "named by the contract")),
    ...fitting.map(({ code, when, features }) =>
      note(
        code,
        when,
        features.find((feature) => wish.features.includes(feature)),
      ),
    ),
  ];
}

/** Made from the rules themselves, so that what is asked for and what is checked stay the same. */
function ruleNotes({ kind }: NodeWish): readonly GuidanceNote[] {
  const judged = rulesFor(kind).filter(({ severity }) => severity !== "information");
  return orderRules(judged).map(({ id, title }) => ({
    kind: "rule",
    source: id,
    text: `${title}.`,
    why: undefined,
  }));
}

const instruction = (text: string, index: number): GuidanceNote => ({
  kind: "instruction",
  source: `onex/${index + 1}`,
  text,
  why: undefined,
});
