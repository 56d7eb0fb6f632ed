import type { BatchItem } from "../../domain/batch.ts";
import { nonceOf } from "../../std/marked-blocks.ts";

/** What tells an item's blocks from all others; a single run of its specification asks with the same one. */
export const itemNonce = (
  sha256: (text: string) => string,
  { id, specification }: BatchItem,
): string => nonceOf(sha256, [id, specification.source]);
