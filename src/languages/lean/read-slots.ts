import type { Declaration } from "../../domain/declaration.ts";
import type { SourceSpan } from "../../domain/diagnostic.ts";
import type { Slot } from "../../domain/slot.ts";
import { type MarkedRegion, readMarkedRegions } from "../../syntax/formal/marked-regions.ts";
import { declarationsOf } from "./declarations.ts";
import { type LeanCode, lastPart, readLean } from "./lexical-rules.ts";
import { isLineStart } from "./read-commands.ts";

/** Regions that are given as they are, holes in them included. */
const GIVEN: ReadonlySet<string> = new Set(["vc-description", "vc-preamble", "vc-postamble"]);

/** The helpers' region, and every `sorry` that stands where something may be written. */
export function readSlots(text: string): readonly Slot[] {
  const code = readLean(text);
  const { regions } = readMarkedRegions(text, "--");
  const declarations = declarationsOf(code);
  const holes = findHoles(code).filter(({ start }) => isOpen(start, regions));
  const slots: Slot[] = [];
  const names = new Set<string>();
  for (const hole of holes) {
    const name = unused(nameOf(hole, declarations), names);
    names.add(name);
    slots.push({ name, role: "term", ...hole });
  }
  for (const { name, start, end } of regions)
    if (name === "vc-helpers") slots.push({ name, role: "helpers", start, end });
  return slots.toSorted((a, b) => a.start - b.start);
}

/** Every `sorry` of a text; one that stands alone on its line begins with the line, so that indentation is the writer's. */
export function findHoles({
  tokens,
  code,
}: LeanCode): readonly Pick<SourceSpan, "start" | "end">[] {
  return tokens
    .filter(({ text, kind }) => kind === "name" && text === "sorry")
    .map(({ start, end }) => ({
      start: isLineStart(code, start) ? code.lastIndexOf("\n", start - 1) + 1 : start,
      end,
    }));
}

/** Outside of regions that are given and of the helpers', which are one slot; without regions everywhere. */
function isOpen(at: number, regions: readonly MarkedRegion[]): boolean {
  if (regions.length === 0) return true;
  const region = regions.find(({ start, end }) => start <= at && at < end);
  return region !== undefined && region.name !== "vc-helpers" && !GIVEN.has(region.name);
}

function nameOf({ end }: Pick<SourceSpan, "end">, declarations: readonly Declaration[]): string {
  const around = declarations.find((one) => one.start < end && end <= one.end);
  if (around === undefined || around.name.includes(" ")) return "hole";
  return `${around.isDefinition ? "body" : "proof"} of ${lastPart(around.name)}`;
}

function unused(name: string, names: ReadonlySet<string>): string {
  if (!names.has(name)) return name;
  let count = 2;
  while (names.has(`${name} ${count}`)) count += 1;
  return `${name} ${count}`;
}
