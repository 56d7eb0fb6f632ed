import type { BatchItem } from "../../domain/batch.ts";
import { type MarkedBlock, readMarkedBlocks } from "../../std/marked-blocks.ts";
import { itemNonce } from "../prompt/item-nonce.ts";
import { namesItem, slotOfLabel } from "./read-label.ts";

/** What came back for one slot. `cut`: only the beginning of it is there. */
export interface SlotAnswer {
  readonly name: string;
  readonly state: "whole" | "cut" | "missing";
  /** How often it was answered, whole or cut: above 1, the last whole one counts. */
  readonly count: number;
}

/** The part of an answer that is one item's. */
export interface ItemAnswer {
  readonly id: string;
  /** All its blocks, verbatim and in their order, marks included: a run of this item alone can read it. */
  readonly text: string;
  /** In the order of the file. */
  readonly slots: readonly SlotAnswer[];
  /** Every slot is there and whole; helpers may be left out. */
  readonly isComplete: boolean;
  /** Some slot is there, cut. */
  readonly isCut: boolean;
  /** Blocks under its marks that name none of its slots; they are in `text` too. */
  readonly strays: readonly MarkedBlock[];
}

export interface BatchAnswer {
  /** One for every item, in their order. */
  readonly items: readonly ItemAnswer[];
  /** Blocks that name an item under a nonce which is not its own: nobody's, since anybody could have written them. */
  readonly forged: readonly MarkedBlock[];
  /** Blocks of nothing that was asked for. */
  readonly unknown: readonly MarkedBlock[];
}

/**
 * Cuts an answer for many items into the parts of each. A block belongs to the item whose nonce it bears, and to none
 * where its label names another one; what stands outside of blocks is nobody's. Never throws.
 */
export function readBatchAnswer(
  text: string,
  items: readonly BatchItem[],
  { sha256 }: { readonly sha256: (text: string) => string },
): BatchAnswer {
  const byNonce = Map.groupBy(items, (item) => itemNonce(sha256, item));
  const found = new Map<BatchItem, MarkedBlock[]>(items.map((item) => [item, []]));
  const forged: MarkedBlock[] = [];
  const unknown: MarkedBlock[] = [];
  const named = createNameIndex(items);
  for (const block of readMarkedBlocks(text)) {
    const owner = ownerOf(block, byNonce.get(block.nonce) ?? [], named);
    if (owner !== undefined) found.get(owner)?.push(block);
    else if (named(block.label) === undefined) unknown.push(block);
    else forged.push(block);
  }
  return {
    items: items.map((item) => toItemAnswer(item, found.get(item) ?? [], text)),
    forged,
    unknown,
  };
}

/** Two items may have the same nonce by chance, or a label may name another item: then only a slot of its own tells. */
function ownerOf(
  { label }: MarkedBlock,
  owners: readonly BatchItem[],
  named: (label: string) => BatchItem | undefined,
): BatchItem | undefined {
  const [owner, ...others] = owners.filter((item) => slotOfLabel(label, item) !== undefined);
  if (owner !== undefined) return others.length === 0 ? owner : pickNamed(label, owners, named);
  const spoken = named(label);
  if (spoken !== undefined) return owners.find((item) => item === spoken);
  return owners.length === 1 ? owners[0] : undefined;
}

const pickNamed = (
  label: string,
  owners: readonly BatchItem[],
  named: (label: string) => BatchItem | undefined,
): BatchItem | undefined => owners.find((item) => item === named(label));

/** Finds the item that a label names; the longest id counts, since one may be the beginning of another. */
function createNameIndex(items: readonly BatchItem[]): (label: string) => BatchItem | undefined {
  const longestFirst = items.toSorted((a, b) => b.id.length - a.id.length);
  const byLabel = new Map<string, BatchItem | undefined>();
  return (label) => {
    if (!byLabel.has(label))
      byLabel.set(
        label,
        longestFirst.find((item) => namesItem(label, item)),
      );
    return byLabel.get(label);
  };
}

function toItemAnswer(item: BatchItem, blocks: readonly MarkedBlock[], text: string): ItemAnswer {
  const bySlot = Map.groupBy(blocks, ({ label }) => slotOfLabel(label, item));
  const slots = item.specification.slots.map(({ name }): SlotAnswer => {
    const answers = bySlot.get(name) ?? [];
    return { name, state: stateOf(answers), count: answers.length };
  });
  const optional = new Set(
    item.specification.slots.filter(({ role }) => role === "helpers").map(({ name }) => name),
  );
  return {
    id: item.id,
    text: blocks.map(({ start, end }) => withLineFeed(text.slice(start, end))).join(""),
    slots,
    isComplete:
      slots.some(({ state }) => state === "whole") &&
      slots.every(
        ({ name, state }) => state === "whole" || (state === "missing" && optional.has(name)),
      ),
    isCut: slots.some(({ state }) => state === "cut"),
    strays: bySlot.get(undefined) ?? [],
  };
}

function stateOf(blocks: readonly MarkedBlock[]): SlotAnswer["state"] {
  if (blocks.some(({ isClosed }) => isClosed)) return "whole";
  return blocks.length === 0 ? "missing" : "cut";
}

const withLineFeed = (text: string): string => (text.endsWith("\n") ? text : `${text}\n`);
