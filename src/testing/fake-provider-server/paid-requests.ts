/** Which requests a provider was paid for, and how often: what a crash test asks. */

import { createHash } from "node:crypto";
import { canonicalJson } from "../../std/canonical-json.ts";
import type { FakeAnswer } from "./answer.ts";

export interface PaidRequest {
  /** SHA-256 of path and body, in hex. */
  readonly request: string;
  /** Its `Idempotency-Key`; `undefined` where none came. */
  readonly key: string | undefined;
}

export interface PaidRequests {
  /** Every answer that was charged for, oldest first. */
  readonly all: readonly PaidRequest[];
  /** How often each request was paid. */
  readonly byRequest: ReadonlyMap<string, number>;
  /** How often each key was paid. */
  readonly byKey: ReadonlyMap<string, number>;
  /** Requests that were paid more than once, under whatever keys. */
  readonly twice: readonly string[];
  /** Requests that were answered again from what was kept under their key, and not charged. */
  readonly servedAgain: number;
}

interface Received {
  readonly path: string;
  readonly key: string | undefined;
  readonly body: unknown;
}

interface Kept {
  readonly request: string;
  readonly answer: Promise<FakeAnswer>;
}

/** How a request is to be served. */
export interface Serving {
  readonly answer: FakeAnswer;
  /** Whether it has to be paid as far as it is sent; a keyed one is made to its end, whoever still listens. */
  readonly payment: "as-sent" | "whole" | "none";
}

const KEY_REUSED: FakeAnswer = {
  kind: "status",
  status: 422,
  body: {
    error: { type: "invalid_request_error", message: "the key was used for another request" },
  },
};

/** Keeps answers by key where `isIdempotent`, and counts payments in any case. */
export function createPaidRequests(isIdempotent: boolean) {
  const kept = new Map<string, Kept>();
  const all: PaidRequest[] = [];
  let servedAgain = 0;

  /** What is no answer is not kept: the next one with that key is asked anew. */
  const askAndKeep = (key: string, request: string, ask: () => Promise<FakeAnswer>): Kept => {
    const entry = { request, answer: ask() };
    kept.set(key, entry);
    const drop = (): void => {
      if (kept.get(key) === entry) kept.delete(key);
    };
    entry.answer.then(({ kind }) => kind === "text" || drop(), drop);
    return entry;
  };

  return {
    /** `ask` makes the answer to a request that was not answered before. */
    async serve({ path, key, body }: Received, ask: () => Promise<FakeAnswer>): Promise<Serving> {
      const request = hash(canonicalJson([path, body ?? null]));
      const pay = (answer: FakeAnswer): void => {
        if (answer.kind === "text") all.push({ request, key });
      };
      if (!isIdempotent || key === undefined) {
        const answer = await ask();
        pay(answer);
        return { answer, payment: "as-sent" };
      }
      const known = kept.get(key);
      if (known === undefined) {
        const answer = await askAndKeep(key, request, ask).answer;
        pay(answer);
        return { answer, payment: "whole" };
      }
      if (known.request !== request) return { answer: KEY_REUSED, payment: "none" };
      const answer = await known.answer;
      if (answer.kind !== "text") return { answer, payment: "none" };
      servedAgain += 1;
      // What went wrong with the first connection was not the answer's.
      return { answer: { ...answer, fault: undefined }, payment: "none" };
    },
    read: (): PaidRequests => {
      const byRequest = countBy(all.map(({ request }) => request));
      return {
        all: [...all],
        byRequest,
        byKey: countBy(all.flatMap(({ key }) => (key === undefined ? [] : [key]))),
        twice: [...byRequest].flatMap(([request, count]) => (count > 1 ? [request] : [])),
        servedAgain,
      };
    },
  };
}

function countBy(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

const hash = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
