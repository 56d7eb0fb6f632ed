import type { Section } from "../syntax/ast.ts";
import { SECTION_KINDS } from "../tables/kinds.ts";

/** Place of a section in the canonical order. */
export const rankOf = ({ kind }: Section): number => SECTION_KINDS.indexOf(kind);

/**
 * Sections in canonical order, where that says the same. Repeated ones keep their order among themselves, because the
 * first body and the last effects count.
 */
export const sortSections = (sections: readonly Section[]): readonly Section[] =>
  declareTypeTwice(sections)
    ? sections
    : sections.toSorted((one, other) => rankOf(one) - rankOf(other));

/** Of two declarations of one type, in `types` and as the signature, the later one counts. */
export function declareTypeTwice(sections: readonly Section[]): boolean {
  const names = sections.flatMap((section) => {
    if (section.kind === "types") return section.types.map(({ name }) => name.text);
    return section.kind === "signature" ? [section.signature.name.text] : [];
  });
  return new Set(names).size < names.length;
}
