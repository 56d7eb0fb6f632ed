import { availableParallelism } from "node:os";
import PQueue from "p-queue";
import type { SourceText } from "../../../domain/source-text.ts";
import type { ToolRunner } from "../../../ports/tool-runner.ts";
import { orAbort } from "../../../std/or-abort.ts";
import type { Dafny } from "../adapter/find-dafny.ts";
import { type DafnyJob, type DafnyRun, runDafny } from "../adapter/run-dafny.ts";

/** Dafny, never asked by more at once than there are cores: more only make each other run out of time. */
export interface Prover extends AsyncDisposable {
  readonly dafny: Dafny;
  /**
   * Waits for its turn; the time limit counts from there.
   *
   * @throws what `runDafny` throws.
   */
  run(job: DafnyJob): Promise<DafnyRun>;
  /**
   * The same question is answered once, whoever asks: what is found out for one is of use to others, so that no single
   * caller's abort ends it. A failure, and an answer that does not last, are forgotten.
   */
  once<Answer>(
    key: string,
    answer: () => Promise<Answer>,
    options: OnceOptions<Answer>,
  ): Promise<Answer>;
}

interface OnceOptions<Answer> {
  readonly isLasting: (answer: Answer) => boolean;
  readonly signal: AbortSignal | undefined;
}

/** How many answers are remembered; specifications of a large batch come and go. */
const MOST_REMEMBERED = 1_000;

/** Around one Dafny of this machine. */
export function createProver(dafny: Dafny, toolRunner: ToolRunner): Prover {
  const queue = new PQueue({ concurrency: Math.max(1, availableParallelism()) });
  const answers = new Map<string, Promise<unknown>>();
  return {
    dafny,
    run: (job) => queue.add(() => runDafny(dafny, job, toolRunner)),
    once<Answer>(
      key: string,
      answer: () => Promise<Answer>,
      { isLasting, signal }: OnceOptions<Answer>,
    ) {
      const known = answers.get(key) as Promise<Answer> | undefined;
      if (known !== undefined) return orAbort(known, signal);
      const asked = answer();
      answers.set(key, asked);
      asked.then(
        (found) => isLasting(found) || answers.delete(key),
        () => answers.delete(key),
      );
      const [oldest] = answers.keys();
      if (answers.size > MOST_REMEMBERED && oldest !== undefined) answers.delete(oldest);
      return orAbort(asked, signal);
    },
    async [Symbol.asyncDispose]() {
      queue.clear();
      await queue.onIdle();
    },
  };
}

/** What a text is judged by besides itself. */
export const keyOf = (
  sha256: (text: string) => string,
  ...parts: readonly (SourceText | string)[]
): string => sha256(JSON.stringify(parts));
