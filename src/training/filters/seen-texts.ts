import { shinglesOf, signatureOf } from "./min-hash.ts";
import { createSimilarTexts } from "./similar-texts.ts";

/** What decides whether something has come before to the character, and what whether it has nearly. */
export interface ComparedTexts {
  readonly exactly: readonly string[];
  readonly nearly: readonly string[];
}

/** Remembers what has come, by hashes alone: less than 1 KB for each. */
export interface SeenTexts {
  /** Whether these texts, taken together, have come before or nearly so; if not, they are remembered. */
  add(texts: ComparedTexts): "duplicate" | "near-duplicate" | undefined;
}

export function createSeenTexts({
  similarity,
  sha256,
}: {
  readonly similarity: number;
  readonly sha256: (text: string) => string;
}): SeenTexts {
  const hashes = new Set<number>();
  const similar = createSimilarTexts({ similarity });
  return {
    add({ exactly, nearly }) {
      // 52 bits, which a number holds exactly.
      const hash = Number.parseInt(sha256(JSON.stringify(exactly)).slice(0, 13), 16);
      if (hashes.has(hash)) return "duplicate";
      hashes.add(hash);
      return similar.isKnown(signatureOf(shinglesOf(nearly.join("\n"))))
        ? "near-duplicate"
        : undefined;
    },
  };
}
