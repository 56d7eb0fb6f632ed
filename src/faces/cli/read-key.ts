export interface ReadKeyOptions {
  readonly input: Pick<NodeJS.ReadStream, "setRawMode" | "pause" | "resume" | "on" | "off">;
  readonly signal: AbortSignal;
  /** What Ctrl-C does: in raw mode the terminal sends no signal. */
  readonly interrupt: () => void;
}

const CTRL_C = "\u0003";
const CTRL_D = "\u0004";

/**
 * The next key that a person presses, in lower case; `undefined` at the end of the input. Of what comes at once, as from
 * the clipboard, only the first counts: nobody has looked at what the others would answer.
 *
 * @throws `options.signal.reason` when aborted.
 */
export async function readKey({
  input,
  signal,
  interrupt,
}: ReadKeyOptions): Promise<string | undefined> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  const listen = (chunk: Buffer): void => {
    const [key] = chunk.toString("utf8");
    if (key === CTRL_C) interrupt();
    else if (key === CTRL_D) resolve(undefined);
    else resolve(key?.toLowerCase());
  };
  const abort = (): void => reject(signal.reason);
  const close = (): void => resolve(undefined);
  input.setRawMode(true);
  signal.addEventListener("abort", abort);
  // What was paused once does not begin again by itself.
  input.on("data", listen).on("end", close).resume();
  try {
    return await promise;
  } finally {
    input.off("data", listen).off("end", close);
    signal.removeEventListener("abort", abort);
    input.setRawMode(false);
    input.pause();
  }
}
