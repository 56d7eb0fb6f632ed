import type { BatchItem } from "../../domain/batch.ts";
import { slotLabel } from "../../domain/slot.ts";

/**
 * Which slot of an item a mark names: by its whole label, or by the slot's name alone. Case and spaces do not count
 * where that leaves no doubt.
 */
export function slotOfLabel(
  label: string,
  { id, specification }: Pick<BatchItem, "id" | "specification">,
): string | undefined {
  const names = specification.slots.map(({ name }) => name);
  const namedBy = (same: (text: string) => string): readonly string[] => {
    const said = same(label);
    return names.filter((name) => said === same(slotLabel(id, name)) || said === same(name));
  };
  const [exact] = namedBy(oneLine);
  if (exact !== undefined) return exact;
  const [near, ...others] = namedBy(fold);
  return others.length === 0 ? near : undefined;
}

/** Whether a label names this item, whatever slot it goes on to. */
export const namesItem = (label: string, { id }: Pick<BatchItem, "id">): boolean => {
  const said = fold(label);
  return said === fold(id) || said.startsWith(fold(slotLabel(id, "")));
};

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

const fold = (text: string): string => oneLine(text.toLowerCase()).replaceAll(/ ?\/ ?/g, "/");
