import type { Candidate } from "../domain/candidate.ts";
import { isError } from "../domain/diagnostic.ts";
import type { CheckRecord, Verdict } from "../domain/verdict.ts";
import { verdictSchema } from "../pipeline/record/event-schema.ts";
import type { Clock } from "../ports/clock.ts";
import type { FormalLanguage } from "../ports/formal-language.ts";
import type { Checker, CheckOptions } from "../ports/language-pack.ts";
import type { KeptVerdict, VerdictStore } from "../ports/verdict-store.ts";
import { verdictKey } from "./verdict-key.ts";

export interface VerdictCacheOptions {
  readonly store: VerdictStore;
  readonly formal: FormalLanguage;
  readonly clock: Clock;
  readonly sha256: (text: string) => string;
  /** Of Specwright: its guard and its lock are part of every verdict. */
  readonly version: string;
}

/**
 * A checker that remembers what it found: the same text against the same specification, by the same programs, is not
 * proved twice. The guard is asked each time. A check that was remembered says so, and since when.
 */
export function withVerdictCache(checker: Checker, options: VerdictCacheOptions): Checker {
  const { store, clock, sha256 } = options;
  const check = async (candidate: Candidate, wishes: CheckOptions): Promise<Verdict> => {
    wishes.signal?.throwIfAborted();
    const keyText = verdictKey(candidate, wishes, { ...options, checker });
    if (keyText === undefined) return checker.check(candidate, wishes);
    const key = sha256(keyText);
    const known = recall(store.get(key));
    if (known !== undefined) return known;
    const verdict = await checker.check(candidate, wishes);
    if (isWorthKeeping(verdict))
      store.put(key, { text: JSON.stringify(verdict), storedAt: clock.now() });
    return verdict;
  };
  return { ...checker, check };
}

/**
 * Only what follows from the text alone: whoever ran out of time or memory, or lacked a tool, may come to another end
 * next time.
 */
function isWorthKeeping({ status, checks, diagnostics, notRun }: Verdict): boolean {
  if (notRun.length > 0 || status === "inconclusive") return false;
  const errors = diagnostics.filter(isError);
  if (status === "accepted") return checks.length > 0 && errors.length === 0;
  return errors.some(({ category }) => category !== "resource");
}

/** What somebody else wrote into the store is not believed. */
function recall(kept: KeptVerdict | undefined): Verdict | undefined {
  if (kept === undefined) return undefined;
  const verdict = parse(kept.text);
  if (verdict === undefined || !isWorthKeeping(verdict)) return undefined;
  const rememberedFrom = toIso(kept.storedAt);
  if (rememberedFrom === undefined) return undefined;
  const remember = (record: CheckRecord): CheckRecord => ({ ...record, rememberedFrom });
  return { ...verdict, checks: verdict.checks.map(remember) };
}

function parse(text: string): Verdict | undefined {
  try {
    return verdictSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function toIso(ms: number): string | undefined {
  const date = new Date(ms);
  return Number.isNaN(date.valueOf()) ? undefined : date.toISOString();
}
