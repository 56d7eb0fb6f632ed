/** Whether a provider's prompt cache gave what it could, and if not, why. */

import type { ModelCapabilities } from "../../domain/capabilities.ts";
import type { Message } from "../../domain/prompt.ts";
import type { TokenUsage } from "../../domain/token-usage.ts";
import type { CacheOutcome, CacheReport, SentPrompt } from "../../ports/prompt-history.ts";
import {
  describeDifference,
  findSharedBeginning,
  type SharedBeginning,
} from "./find-difference.ts";

export interface ExplainCacheUseOptions {
  readonly usage: TokenUsage;
  readonly runId: string | undefined;
  /** What was sent before, newest first, to this model and to others. */
  readonly earlier: readonly SentPrompt[];
  readonly capabilities: Pick<ModelCapabilities, "promptCaching" | "promptCachingMinTokens">;
  /** How long a beginning is kept after its last use; 0 where the configuration marks none. */
  readonly ttlMs: number;
}

/** Shares of tokens are estimated from shares of text: less than a tenth too few is no miss. */
const TOLERANCE = 0.9;

interface Candidate {
  readonly sent: SentPrompt;
  readonly shared: SharedBeginning;
  /** Tokens of this prompt that could have been read from the cache that `sent` left. */
  readonly tokens: number;
}

/**
 * Compares what a call could have read from its provider's cache with what was billed as read. What could have been is
 * the longest beginning that an earlier request to the same model shares, that was sent recently enough, had been read
 * by the provider before this one was sent, and is not shorter than the provider keeps; where beginnings are marked, up
 * to a mark that both have.
 */
export function explainCacheUse(sent: SentPrompt, options: ExplainCacheUseOptions): CacheReport {
  const { usage, runId, capabilities } = options;
  const least = capabilities.promptCachingMinTokens;
  const candidates = options.earlier.map((one) => compare(one, sent, options));
  const own = candidates.filter((one) => one.sent.modelId === sent.modelId);
  const best = longest(own.filter((one) => isFresh(one, sent, options) && isRead(one, sent)));
  const expectedTokens = best !== undefined && best.tokens >= least ? best.tokens : 0;

  const report = (outcome: CacheOutcome, why: string, against?: Candidate): CacheReport => ({
    runId,
    modelId: sent.modelId,
    sentAt: sent.sentAt,
    usage,
    expectedTokens,
    outcome,
    why,
    difference:
      against?.shared.end === undefined
        ? undefined
        : describeDifference(against.sent.messages, sent.messages, against.shared.end),
  });

  if (usage.cached > 0 && usage.cached >= expectedTokens * TOLERANCE)
    return report("hit", `${usage.cached} of ${usage.input} tokens were read from the cache`, best);
  if (options.ttlMs === 0) return report("off", "the setting prompt_caching is off");
  if (expectedTokens > 0) {
    const why = `about ${expectedTokens} tokens were the same as ${ago(best, sent)}, and ${usage.cached} were read from the cache: the provider chose otherwise, which it may`;
    return report("provider", why, best);
  }
  const most = shareable(sent, options);
  if (most < least)
    return report(
      "short",
      `about ${most} tokens could be shared, and the model keeps none below ${least}`,
    );
  return explainNothing({ candidates, own, sent, least, options, report });
}

/** Nothing could be expected: the reason that came nearest to not being one. */
function explainNothing({
  candidates,
  own,
  sent,
  least,
  options,
  report,
}: {
  readonly candidates: readonly Candidate[];
  readonly own: readonly Candidate[];
  readonly sent: SentPrompt;
  readonly least: number;
  readonly options: ExplainCacheUseOptions;
  readonly report: (outcome: CacheOutcome, why: string, against?: Candidate) => CacheReport;
}): CacheReport {
  const enough = (ones: readonly Candidate[]): Candidate | undefined =>
    longest(ones.filter(({ tokens }) => tokens >= least));
  const unread = enough(own.filter((one) => isFresh(one, sent, options)));
  if (unread !== undefined)
    return report(
      "in-flight",
      "the request that shares the beginning had not been read when this one was sent: the first of several at once fills the cache",
      unread,
    );
  const old = enough(own);
  if (old !== undefined)
    return report(
      "expired",
      `the beginning was last sent ${ago(old, sent)}, and is kept for ${minutes(options.ttlMs)}`,
      old,
    );
  const others = enough(candidates);
  if (others !== undefined)
    return report(
      "other-model",
      `only "${others.sent.modelId}" was sent this beginning, and caches are not shared`,
      others,
    );
  const nearest = longest(own);
  if (nearest === undefined) return report("first", "nothing was sent to this model before");
  const shared = share(nearest.shared.length, sent, options.usage);
  if (shared >= least)
    return report(
      "unmarked",
      `about ${shared} tokens are the same as ${ago(nearest, sent)}, but were not marked at the same place`,
      nearest,
    );
  return report(
    "differs",
    `about ${shared} tokens are the same as ${ago(nearest, sent)}, ${least} are needed: then the prompts differ`,
    nearest,
  );
}

function compare(
  earlier: SentPrompt,
  sent: SentPrompt,
  { usage, capabilities }: ExplainCacheUseOptions,
): Candidate {
  const shared = findSharedBeginning(earlier.messages, sent.messages);
  const usable =
    capabilities.promptCaching === "marked"
      ? lastSharedMark(earlier, sent, shared.length)
      : shared.length;
  return { sent: earlier, shared, tokens: share(usable, sent, usage) };
}

/** Where the last mark is that both prompts have in the part that they share, in UTF-16 units from the start. */
function lastSharedMark(earlier: SentPrompt, sent: SentPrompt, sharedLength: number): number {
  const marks = markPositions(earlier);
  return Math.max(
    0,
    ...markPositions(sent).filter((at) => at <= sharedLength && marks.includes(at)),
  );
}

const markPositions = ({ breakPoints, messages }: SentPrompt): readonly number[] =>
  breakPoints.map(({ message, end }) => lengthOf(messages.slice(0, message)) + end);

/** Tokens that any later prompt could share with this one. */
const shareable = (sent: SentPrompt, { usage, capabilities }: ExplainCacheUseOptions): number =>
  capabilities.promptCaching === "marked"
    ? share(Math.max(0, ...markPositions(sent)), sent, usage)
    : usage.input;

/** Tokens of the first so many units: the same part of the tokens that were billed. */
const share = (length: number, { messages }: SentPrompt, { input }: TokenUsage): number =>
  Math.floor((input * length) / Math.max(1, lengthOf(messages)));

const lengthOf = (messages: readonly Message[]): number =>
  messages.reduce((sum, { text }) => sum + text.length, 0);

const longest = (candidates: readonly Candidate[]): Candidate | undefined =>
  candidates.reduce<Candidate | undefined>(
    (best, one) =>
      best === undefined ||
      one.tokens > best.tokens ||
      (one.tokens === best.tokens && one.shared.length > best.shared.length)
        ? one
        : best,
    undefined,
  );

const isFresh = (
  { sent: earlier }: Candidate,
  { sentAt }: SentPrompt,
  { ttlMs }: ExplainCacheUseOptions,
): boolean => sentAt - earlier.sentAt <= ttlMs;

const isRead = ({ sent: { readyAt } }: Candidate, { sentAt }: SentPrompt): boolean =>
  readyAt !== undefined && readyAt <= sentAt;

const ago = (earlier: Candidate | undefined, { sentAt }: SentPrompt): string =>
  earlier === undefined ? "before" : `${minutes(sentAt - earlier.sent.sentAt)} before`;

const minutes = (ms: number): string =>
  ms < 120_000 ? `${Math.max(0, Math.round(ms / 1000))} s` : `${Math.round(ms / 60_000)} min`;
