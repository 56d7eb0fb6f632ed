import type { SourceText } from "../../../domain/source-text.ts";
import type { SynthesisSource } from "../draft.ts";
import { draftDefaults } from "./draft-defaults.ts";
import { draftNormaliser } from "./draft-normaliser.ts";
import { draftParser } from "./draft-parser.ts";
import { draftProjection } from "./draft-projection.ts";
import { draftValidator } from "./draft-validator.ts";
import { readSchema } from "./read-schema.ts";

/** Kinds of work on the values of a schema. */
const KINDS = [draftValidator, draftParser, draftNormaliser, draftDefaults, draftProjection];

/**
 * What tasks can be made of a JSON Schema.
 *
 * @throws {Fault} `specification/invalid`
 */
export function openSchemaSource(
  source: SourceText,
  textsOf: (pattern: string) => readonly string[],
): SynthesisSource {
  const { records, skipped } = readSchema(source, textsOf);
  const makers = records.flatMap((record) =>
    KINDS.map((make) => (chooser: Parameters<typeof make>[1]) => make(record, chooser)),
  );
  return { makers, skipped };
}
