import type { Slot } from "../../domain/slot.ts";
import { readMarkedRegions } from "../../syntax/formal/marked-regions.ts";
import { readVerus, type VerusCode } from "./lexical-rules.ts";
import { type Item, readItems } from "./read-items.ts";

/** Marked regions that may be written; without any, bodies that only assume, and bodies that are missing. */
export function readSlots(text: string): readonly Slot[] {
  const { regions } = readMarkedRegions(text, "//");
  if (regions.length > 0)
    return regions
      .filter(({ name }) => name === "vc-helpers" || name === "vc-code")
      .map(({ name, start, end }) => ({
        name,
        role: name === "vc-helpers" ? "helpers" : "body",
        start,
        end,
      }));
  const code = readVerus(text);
  const names = new Set<string>();
  return openBodies(code, readItems(code.tokens)).map(({ name, start, end }) => {
    let own = `body of ${name}`;
    for (let count = 2; names.has(own); count += 1) own = `body of ${name} ${count}`;
    names.add(own);
    return { name: own, role: "body" as const, start, end };
  });
}

interface OpenBody {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The functions whose bodies are open, their braces included; those of traits need none. */
function openBodies(code: VerusCode, items: readonly Item[]): readonly OpenBody[] {
  return items.flatMap((item): readonly OpenBody[] => {
    if (item.kind === "trait") return [];
    if (item.items.length > 0) return openBodies(code, item.items);
    const open = item.kind.endsWith("fn") ? openBody(code, item) : undefined;
    return open === undefined ? [] : [{ name: item.name ?? "a function", ...open }];
  });
}

function openBody(
  { tokens }: VerusCode,
  { bodyAt, last, modifiers, attributes }: Item,
): { start: number; end: number } | undefined {
  const end = tokens[last - 1];
  if (end === undefined || modifiers.includes("uninterp") || modifiers.includes("axiom"))
    return undefined;
  if (attributes.some((one) => one.includes("external"))) return undefined;
  if (bodyAt === undefined)
    return end.text === ";" ? { start: end.start, end: end.end } : undefined;
  const inside = tokens.slice(bodyAt + 1, last - 1).map(({ text }) => text);
  const start = tokens[bodyAt]?.start ?? end.start;
  return isOpen(inside.join(" ")) ? { start, end: end.end } : undefined;
}

const isOpen = (body: string): boolean =>
  /^(?:proof \{ )?(?:assume \( false \)|admit \( \)|(?:unimplemented|todo) ! \(|unreached \( \))/.test(
    body,
  );
