import type { BatchItem } from "../../domain/batch.ts";
import { type MarkedBlock, readMarkedBlocks } from "../../std/marked-blocks.ts";
import { itemNonce } from "../prompt/item-nonce.ts";
import { namesItem, slotOfLabel } from "./read-label.ts";

/** The part of an answer that is one item's. */
export interface ItemAnswer {
  readonly id: string;
  /**
   * All its blocks, verbatim and in their order, marks included, those too that name none of its slots: a run of this
   * item alone can read it.
   */
  readonly text: string;
  /** Every slot is there and whole; helpers may be left out. */
  readonly isComplete: boolean;
}

/**
 * Cuts an answer for many items into the part of each, in their order. A block belongs to the item whose nonce it bears, and to none
 * where its label names another one; what stands outside of blocks is nobody's. Never throws.
 */
export function readBatchAnswer(
  text: string,
  items: readonly BatchItem[],
  { sha256 }: { readonly sha256: (text: string) => string },
): readonly ItemAnswer[] {
  const byNonce = Map.groupBy(items, (item) => itemNonce(sha256, item));
  const found = new Map<BatchItem, MarkedBlock[]>(items.map((item) => [item, []]));
  const named = createNameIndex(items);
  for (const block of readMarkedBlocks(text)) {
    const owner = ownerOf(block, byNonce.get(block.nonce) ?? [], named);
    if (owner !== undefined) found.get(owner)?.push(block);
  }
  return items.map((item) => toItemAnswer(item, found.get(item) ?? [], text));
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
  const { slots } = item.specification;
  const bySlot = Map.groupBy(blocks, ({ label }) => slotOfLabel(label, item));
  const isWhole = (slot: string): boolean =>
    bySlot.get(slot)?.some(({ isClosed }) => isClosed) === true;
  return {
    id: item.id,
    text: blocks.map(({ start, end }) => withLineFeed(text.slice(start, end))).join(""),
    isComplete:
      slots.some(({ name }) => isWhole(name)) &&
      slots.every(
        ({ name, role }) => isWhole(name) || (role === "helpers" && bySlot.get(name) === undefined),
      ),
  };
}

const withLineFeed = (text: string): string => (text.endsWith("\n") ? text : `${text}\n`);
