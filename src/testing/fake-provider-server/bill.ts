import { addUsage, NO_USAGE, type TokenUsage } from "../../domain/token-usage.ts";
import type { TextAnswer } from "./answer.ts";

export interface FakeBill {
  /** Calls that were answered with a stream, to its end or not. */
  readonly calls: number;
  readonly usage: TokenUsage;
}

/** What a text answer uses where nothing else is said. */
export const USAGE = { input: 11, output: 7, cached: 3, cacheWritten: 0, reasoning: 2 };

/** Counts what would have to be paid. */
export function createBill() {
  const streams: { readonly usage: TokenUsage; share: number }[] = [];
  return {
    /** Opens an entry; what it gives back is told how many pieces were sent. */
    open({ usage = USAGE, pieces }: TextAnswer): (count: number) => void {
      const entry = {
        usage: usage === "missing" ? USAGE : usage,
        share: pieces.length === 0 ? 1 : 0,
      };
      streams.push(entry);
      return (count) => void (entry.share = pieces.length === 0 ? 1 : count / pieces.length);
    },
    read: (): FakeBill => ({
      calls: streams.length,
      usage: streams
        .map(({ usage, share }) => ({
          ...usage,
          output: Math.ceil(usage.output * share),
          reasoning: Math.ceil(usage.reasoning * share),
        }))
        .reduce(addUsage, NO_USAGE),
    }),
  };
}
