import type { Diagnostic } from "../../domain/diagnostic.ts";
import type { Specification } from "../../domain/specification.ts";
import type { CheckOptions } from "../../ports/language-pack.ts";
import { checkPatterns, checkVariant, type WantedVariant } from "./evidence/check-patterns.ts";
import { readCatalogue } from "./guidance/catalogue.ts";
import { guide } from "./guidance/guide.ts";
import type { NodeUnit } from "./rules/node-unit.ts";

/** Warnings for what was shown or called for and is not used; an incomplete file is asked for none of it. */
export async function checkEvidence(
  unit: NodeUnit,
  { specification, shownPatterns = [], isIncomplete = false }: CheckOptions,
): Promise<readonly Diagnostic[]> {
  if (isIncomplete) return [];
  const variant =
    specification?.kind === "node-contract" ? await findVariant(specification) : undefined;
  return [
    ...checkPatterns(unit, shownPatterns),
    ...(variant === undefined ? [] : checkVariant(unit, variant)),
  ];
}

/** The variant that the model was told, with those of its features that the specification calls for. */
async function findVariant(specification: Specification): Promise<WantedVariant | undefined> {
  const { notes, features } = await guide(specification);
  const id = notes.find(({ kind }) => kind === "variant")?.source;
  const variant = readCatalogue().variants.variants.find((each) => each.id === id);
  return (
    variant && {
      id: variant.id,
      features: variant.features.filter((feature) => features.includes(feature)),
    }
  );
}
