import { waitAtMost } from "./wait-at-most.ts";

/** A program that answers each line with a line. */
export interface LineProgram extends AsyncDisposable {
  send(line: string): void;
  readonly lines: AsyncIterable<string>;
  /** Resolves when it has ended. */
  readonly ended: Promise<{
    readonly exitCode: number | undefined;
    readonly signal: string | undefined;
    readonly stderr: string;
  }>;
}

/** What came of a request: an answer, or why there is none. */
export type Reply<Answer> =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "none"; readonly reason: NoReply; readonly detail: string };

export type NoReply = "timeout" | "memory" | "tool-crash";

/** Limits of one request. */
export interface AskOptions {
  /** From when the program begins with it. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

type Ask<Request, Answer> = (request: Request, options: AskOptions) => Promise<Reply<Answer>>;

/** A program that stays between requests, and is started anew after it broke or was stopped. */
export interface WarmProcess<Request extends object, Answer> extends AsyncDisposable {
  /**
   * One request at a time; others wait for their turn.
   *
   * @throws what starting it throws, and `options.signal.reason` when aborted.
   */
  ask(request: Request, options: AskOptions): Promise<Reply<Answer>>;
  /** Several requests in one turn, by the `ask` that `work` is given. */
  askInTurn<Result>(
    signal: AbortSignal | undefined,
    work: (ask: Ask<Request, Answer>) => Promise<Result>,
  ): Promise<Result>;
}

export interface WarmProcessOptions<Answer> {
  /** What an answer says that is none: the program survived, and its state is not to be trusted. */
  readonly crashOf: (answer: Answer) => string | undefined;
}

/** Thrown inside only: the time for a request is over. */
class OutOfTime extends Error {}

interface Running {
  readonly program: LineProgram;
  readonly lines: AsyncIterator<string>;
  nextId: number;
}

/** Starts nothing until it is asked. Requests and answers are JSON objects, one a line, paired by their `id`. */
export function createWarmProcess<Request extends object, Answer extends object>(
  start: () => Promise<LineProgram>,
  { crashOf }: WarmProcessOptions<Answer>,
): WarmProcess<Request, Answer> {
  let running: Promise<Running> | undefined;
  let lastTurn: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  const open = async (): Promise<Running> => {
    const program = await start();
    return { program, lines: program.lines[Symbol.asyncIterator](), nextId: 1 };
  };

  async function stop(): Promise<void> {
    const stopping = running;
    running = undefined;
    const stopped = await stopping?.catch(() => undefined);
    await stopped?.program[Symbol.asyncDispose]();
  }

  async function exchange(request: Request): Promise<Reply<Answer>> {
    running ??= open();
    const current = await running;
    const id = current.nextId++;
    current.program.send(JSON.stringify({ id, ...request }));
    const line = await current.lines.next();
    if (line.done === true) return crashed(describeEnd(await current.program.ended));
    const answer = JSON.parse(line.value) as Answer & { readonly id: number };
    if (answer.id !== id) throw new TypeError("Cannot use the answer: it is to another request");
    const crash = crashOf(answer);
    return crash === undefined ? { kind: "answer", answer } : crashed(crash);
  }

  async function askNow(request: Request, options: AskOptions): Promise<Reply<Answer>> {
    if (isClosed) throw new TypeError("Cannot ask a process that is closed");
    const { signal } = options;
    signal?.throwIfAborted();
    const timeoutMs = Math.max(1, Math.ceil(options.timeoutMs));
    try {
      const limits = { timeoutMs, signal, onTimeout: () => new OutOfTime() };
      const reply = await waitAtMost(exchange(request), limits);
      if (reply.kind === "none") await stop();
      return reply;
    } catch (error) {
      // No answer may come late, to a request that is not its own.
      await stop();
      if (!(error instanceof OutOfTime)) throw error;
      return { kind: "none", reason: "timeout", detail: `no answer within ${timeoutMs} ms` };
    }
  }

  const process: WarmProcess<Request, Answer> = {
    ask: (request, options) => process.askInTurn(options.signal, (ask) => ask(request, options)),
    async askInTurn(signal, work) {
      const before = lastTurn;
      const { promise: turn, resolve: endTurn } = Promise.withResolvers<void>();
      lastTurn = turn;
      try {
        await untilAborted(before, signal);
        return await work(askNow);
      } finally {
        // Whoever gives up while waiting must not let the next one in too early.
        void before.then(() => endTurn());
      }
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await stop();
    },
  };
  return process;
}

const untilAborted = (work: Promise<unknown>, signal: AbortSignal | undefined): Promise<unknown> =>
  signal === undefined
    ? work
    : waitAtMost(work, {
        timeoutMs: Number.MAX_SAFE_INTEGER,
        signal,
        onTimeout: () => new OutOfTime(),
      });

const crashed = (detail: string): Reply<never> => ({
  kind: "none",
  reason: /heap out of memory|Allocation failed|MemoryError/.test(detail) ? "memory" : "tool-crash",
  detail,
});

const describeEnd = ({ stderr, signal, exitCode }: Awaited<LineProgram["ended"]>): string =>
  stderr.trim() || `it ended with ${signal ?? `exit code ${exitCode}`}`;
