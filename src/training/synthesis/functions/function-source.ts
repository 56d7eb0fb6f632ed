import { Fault } from "../../../domain/fault.ts";
import type { FunctionOutline } from "../../../ports/migration.ts";
import type { Maker, SynthesisSource } from "../draft.ts";
import { draftApplied, draftComposed, draftListed, draftRenamed } from "./draft-variant.ts";
import { isExported, type PlainFunction, readFunction } from "./read-functions.ts";

/**
 * What tasks can be made of a file's functions.
 *
 * @throws {Fault} `specification/invalid` for a file none of whose functions can be used, with the reason for each.
 */
export function openFunctionSource(
  path: string,
  outlines: readonly FunctionOutline[],
): SynthesisSource {
  const exported = outlines.filter(isExported);
  if (exported.length === 0)
    throw new Fault(
      "specification/invalid",
      `Cannot make tasks of ${path}: it exports no function`,
      {
        help: "Give a file with functions such as `export function add(a: number, b: number): number`",
      },
    );
  const skipped: string[] = [];
  const functions: PlainFunction[] = [];
  for (const outline of exported) {
    const read = readFunction(outline);
    if (typeof read !== "string") functions.push(read);
    else skipped.push(`${path}:${outline.lines.first}: "${outline.name}": ${read}`);
  }
  if (functions.length === 0)
    throw new Fault(
      "specification/invalid",
      `Cannot make tasks of ${path}: none of its functions can be used`,
      { help: skipped.join("\n  ") },
    );
  const makers = functions.flatMap((own): readonly Maker[] => [
    (chooser) => draftRenamed(own, chooser),
    (chooser) => draftApplied(own, chooser),
    (chooser) => draftListed(own, chooser),
    (chooser) => draftComposed(own, functions, chooser),
  ]);
  return { makers, skipped };
}
