import type { SourceText } from "../../domain/source-text.ts";
import { type FormalSpecification, formalSpecificationOf } from "../../domain/specification.ts";
import type { FormalPack } from "./choose-pack.ts";

export interface FormalParts {
  readonly name: string;
  /** Where the filled file goes. */
  readonly path: string;
  readonly source: string;
  /** What is asked for in words; `undefined` where the file says it all. */
  readonly description: string | undefined;
}

/** A file that was found usable, as a specification. */
export const toSpecification = (
  { name, path, source, description }: FormalParts,
  {
    pack,
    contextFiles,
  }: { readonly pack: FormalPack; readonly contextFiles: readonly SourceText[] },
): FormalSpecification => {
  const slots = pack.formal.readSlots(source);
  const file = formalSpecificationOf({ name, language: pack.id, path, source, slots });
  return { ...file, text: description ?? source, contextFiles };
};
