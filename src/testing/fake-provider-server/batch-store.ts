/** Batches of the fake provider: what was submitted, what becomes of it, and what was billed. */

import type { ServerResponse } from "node:http";

/** One request of a batch, as the server reads it off the wire. */
export interface FakeBatchItem {
  /** The client's name for it. */
  readonly key: string;
  readonly model: string;
  /** The last text of its messages: the same request says the same in every batch. */
  readonly prompt: string;
}

export type ItemOutcome = "succeeded" | "errored" | "invalid" | "expired" | "cancelled";

export interface FakeBatch {
  readonly id: string;
  readonly items: readonly FakeBatchItem[];
  readonly outcomes: readonly ItemOutcome[];
  /** Wall time in ms. */
  readonly createdAt: number;
  /** Times that it was looked at. */
  polls: number;
  state: "running" | "ended" | "failed" | "cancelled" | "expired";
}

export interface FakeBatchesOptions {
  /** How often a batch is looked at, alone or in a listing, before it ends. @default 0 */
  readonly endsAfterPolls?: number | undefined;
  /** What becomes of a request; `earlier` batches have held it. @default "succeeded" */
  readonly outcomeOf?:
    | ((
        item: FakeBatchItem,
        place: { readonly index: number; readonly earlier: number },
      ) => ItemOutcome)
    | undefined;
  /** How the batch of that number, from 0, ends. @default "ended" */
  readonly endOf?: ((batch: number) => "ended" | "failed" | "expired") | undefined;
  /**
   * What happens to the submission of that number, from 0: `lose-before` and `lose-after` destroy the connection
   * before or after it is accepted, `hold-after` accepts it and never answers, a number is an HTTP status.
   * @default "answer"
   */
  readonly onSubmit?:
    | ((
        submission: number,
      ) => "answer" | "lose-before" | "lose-after" | "hold-before" | "hold-after" | number)
    | undefined;
  /** What the download of results of that number, from 0, does after so many lines. @default sends all */
  readonly onDownload?:
    | ((download: number) => { readonly lines: number; readonly end: "hold" | "lose" } | undefined)
    | undefined;
  /** Waits so long before each answer, in ms. @default 0 */
  readonly delayMs?: number | undefined;
  /** Called when something has happened, for tests that wait for it. */
  readonly onEvent?: ((event: "accepted" | "polled" | "downloading") => void) | undefined;
}

export interface FakeBatches {
  /** In the order in which they were accepted. */
  readonly batches: readonly FakeBatch[];
  /** Times that each prompt was processed, and so paid for. */
  readonly bill: ReadonlyMap<string, number>;
  /** Submissions that arrived, accepted or not. */
  readonly submissions: number;
  /** Answers a request, where it is one for batches. */
  serve(request: FakeBatchRequest, response: ServerResponse): Promise<boolean>;
}

export interface FakeBatchRequest {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly body: string;
}

export interface BatchStore {
  readonly options: FakeBatchesOptions;
  readonly batches: FakeBatch[];
  readonly bill: Map<string, number>;
  submissions: number;
  downloads: number;
  accept(items: readonly FakeBatchItem[]): FakeBatch;
  find(id: string): FakeBatch | undefined;
  /** Counts a poll, and ends the batch when it is time. */
  poll(batch: FakeBatch): void;
  cancel(batch: FakeBatch): void;
}

export function createBatchStore(options: FakeBatchesOptions): BatchStore {
  const batches: FakeBatch[] = [];
  const bill = new Map<string, number>();

  /** What succeeds is paid for, when it is processed. */
  const charge = ({ items, outcomes }: FakeBatch): void => {
    for (const [index, { prompt }] of items.entries())
      if (outcomes[index] === "succeeded") bill.set(prompt, (bill.get(prompt) ?? 0) + 1);
  };
  const end = (batch: FakeBatch): void => {
    batch.state = options.endOf?.(batches.indexOf(batch)) ?? "ended";
    if (batch.state !== "failed") charge(batch);
  };
  const countEarlier = ({ prompt }: FakeBatchItem): number =>
    batches.filter(({ items }) => items.some((item) => item.prompt === prompt)).length;

  return {
    options,
    batches,
    bill,
    submissions: 0,
    downloads: 0,
    accept(items) {
      const batch: FakeBatch = {
        id: `batch_${batches.length + 1}`,
        items,
        outcomes: items.map(
          (item, index) =>
            options.outcomeOf?.(item, { index, earlier: countEarlier(item) }) ?? "succeeded",
        ),
        createdAt: Date.now(),
        polls: 0,
        state: "running",
      };
      batches.push(batch);
      options.onEvent?.("accepted");
      return batch;
    },
    find: (id) => batches.find((batch) => batch.id === id),
    poll(batch) {
      batch.polls += 1;
      if (batch.state === "running" && batch.polls > (options.endsAfterPolls ?? 0)) end(batch);
      options.onEvent?.("polled");
    },
    cancel(batch) {
      if (batch.state === "running") batch.state = "cancelled";
    },
  };
}

/** What is said of an item: in a batch that was cancelled, none was processed. */
export const outcomeOf = ({ state, outcomes }: FakeBatch, index: number): ItemOutcome =>
  state === "cancelled" ? "cancelled" : (outcomes[index] ?? "succeeded");

export const countOutcomes = (batch: FakeBatch): Readonly<Record<ItemOutcome, number>> => {
  const counts = { succeeded: 0, errored: 0, invalid: 0, expired: 0, cancelled: 0 };
  for (const index of batch.items.keys()) counts[outcomeOf(batch, index)] += 1;
  return counts;
};

/** The answer to a prompt. */
export const answerTo = ({ prompt }: FakeBatchItem): string => `answer to ${prompt}`;

/** Tokens of every answer. */
export const BATCH_USAGE = { input: 100, output: 50 } as const;

/** The last text anywhere in a request's messages. */
export function lastText(value: unknown): string {
  const texts: string[] = [];
  const visit = (part: unknown, key: string): void => {
    if (typeof part === "string") {
      if (key === "text" || key === "content") texts.push(part);
    } else if (typeof part === "object" && part !== null) {
      for (const [name, inner] of Object.entries(part)) visit(inner, name);
    }
  };
  visit(value, "");
  return texts.at(-1) ?? "";
}
