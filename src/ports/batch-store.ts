/**
 * What all processes share that work on batches. Everything in it is put once: the first result of a job and the first
 * answer to a request count, and who comes later is told so.
 */

import type { JsonValue } from "../domain/json.ts";

export interface BatchJob {
  /** Made from what the job is: adding it again changes nothing. */
  readonly id: string;
  readonly batchId: string;
  readonly kind: "ask" | "item";
  /**
   * Lower ones are taken first; within one, in the order of their adding. A whole number from 0 to 1,000,000. What was
   * taken before and comes back may come before all others.
   */
  readonly priority: number;
  readonly payload: JsonValue;
}

/** A job that is one worker's until its lease runs out. */
export interface TakenJob {
  readonly job: BatchJob;
  /** How often it was taken, this time included: above 1, somebody took it and did not end it. */
  readonly delivery: number;
  /** Says to the store whose it is. */
  readonly token: string;
}

export interface JobResult {
  readonly jobId: string;
  readonly result: JsonValue;
}

export interface JobQueue {
  add(jobs: readonly BatchJob[]): Promise<void>;
  /** The next job that nobody holds; `undefined` where there is none now. A lease that ran out is nobody's. */
  take(options: {
    readonly worker: string;
    readonly leaseMs: number;
  }): Promise<TakenJob | undefined>;
  /** @returns false where the job is no longer this worker's: it must not go on. */
  renew(taken: TakenJob, leaseMs: number): Promise<boolean>;
  /** @returns false where there was a result already: that one counts. */
  finish(taken: TakenJob, result: JsonValue): Promise<boolean>;
  /** Puts it back for others, as if it had not been taken. */
  release(taken: TakenJob): Promise<void>;
  /** Results of these jobs that are there. */
  results(jobIds: readonly string[]): Promise<readonly JobResult[]>;
  /**
   * Resolves when something may have been added, ended or run out since this process last looked, after `timeoutMs` at
   * the latest.
   *
   * @throws `signal.reason` when aborted.
   */
  wait(timeoutMs: number, signal?: AbortSignal): Promise<void>;
}

/** Answers that were paid for. The keys of a batch begin with its id and a slash, so that it can be forgotten. */
export interface AnswerLedger {
  get(key: string): Promise<JsonValue | undefined>;
  /** @returns the answer that counts: another where somebody was first. */
  put(key: string, answer: JsonValue): Promise<JsonValue>;
}

export type PoolGrant =
  | { readonly kind: "granted"; readonly reservation: string }
  /** Calls on their way may still give back enough. */
  | { readonly kind: "later" }
  | { readonly kind: "never" };

export interface PoolState {
  readonly spentNanoUsd: number;
  readonly reservedNanoUsd: number;
  /** Calls that were on their way when their worker was lost, and are counted as paid. */
  readonly lostCalls: number;
}

/** Money of a batch; the sum of what is spent and reserved never passes its cap. */
export interface SharedPool {
  /** @param capNanoUsd `undefined` is no limit; the first opening counts. */
  open(batchId: string, capNanoUsd: number | undefined): Promise<void>;
  reserve(
    batchId: string,
    call: { readonly jobId: string; readonly delivery: number; readonly nanoUsd: number },
  ): Promise<PoolGrant>;
  /** The first settlement counts. */
  settle(reservation: string, nanoUsd: number): Promise<void>;
  /**
   * Closes what earlier deliveries of a job left open: given back where the provider gives the same answer to the same
   * key again, else counted as paid.
   */
  closeLost(
    batchId: string,
    lost: { readonly jobId: string; readonly before: number; readonly isPaid: boolean },
  ): Promise<void>;
  state(batchId: string): Promise<PoolState>;
}

/** The pace that all callers of a provider keep together. */
export interface SharedPace {
  /** @returns 0 where the call may be sent now, and is counted; else how long to wait before asking again, in ms. */
  enter(
    provider: string,
    call: {
      readonly tokens: number;
      readonly requestsPerMinute: number | undefined;
      readonly tokensPerMinute: number | undefined;
    },
  ): Promise<number>;
  /** What was counted and not used: a call that was never sent, or that came to less; below 0 for more. */
  giveBack(
    provider: string,
    unused: { readonly requests: number; readonly tokens: number },
  ): Promise<void>;
  /** Nobody calls it for so long: it said that it was too much. */
  hold(provider: string, waitMs: number): Promise<void>;
}

/**
 * @throws {Fault} from every operation: `queue/unreachable` when a server did not come back in time, `storage/*` for a
 * file that cannot be used.
 */
export interface BatchStore extends AsyncDisposable {
  readonly jobs: JobQueue;
  readonly answers: AnswerLedger;
  readonly pool: SharedPool;
  readonly pace: SharedPace;
  /** Drops a batch's jobs, results, answers and pool. Who still works on it is told that its job is gone. */
  forget(batchId: string): Promise<void>;
}
