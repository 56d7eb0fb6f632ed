/** What an earlier answer left out, in the words of the prompt that asks for it. */

import type { Attempt } from "../../domain/attempt.ts";
import { isError } from "../../domain/diagnostic.ts";
import { missingPartOf } from "../../domain/missing-part.ts";
import type { CompanionWish } from "../../domain/specification.ts";

export interface MissingPartsText {
  /** One line a part. */
  readonly parts: string;
  /** Whether the parts belong to more than one file, or to another one than the main file. */
  readonly isSeveralFiles: boolean;
}

/** The parts that the attempt's errors name, each once, in their order. */
export function listMissingParts(
  { candidate, verdict }: Pick<Attempt, "candidate" | "verdict">,
  companions: readonly CompanionWish[],
): MissingPartsText {
  const lines = new Set<string>();
  const files = new Set<string>();
  for (const diagnostic of verdict.diagnostics.filter(isError)) {
    const part = missingPartOf(diagnostic);
    if (part === undefined) continue;
    files.add(part.file);
    const purpose = companions.find(({ path }) => part.file.endsWith(path))?.purpose ?? "";
    const line =
      part.kind === "file"
        ? `- the file ${part.file}${purpose === "" ? "" : ` (${purpose})`}`
        : `- \`${part.name}\` in ${part.file}`;
    lines.add(`${line}: ${diagnostic.message}`);
  }
  return {
    parts: [...lines].join("\n"),
    isSeveralFiles: files.size > 1 || [...files].some((file) => file !== candidate?.path),
  };
}
