import { createInterface } from "node:readline/promises";

export interface AskYesNoOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

/**
 * Asks a person. Anything but `y` or `yes` is no, an end of the input too.
 *
 * @throws `options.signal.reason` when aborted.
 */
export async function askYesNo(
  question: string,
  { input, output, signal }: AskYesNoOptions,
): Promise<boolean> {
  signal.throwIfAborted();
  // Not as a terminal: there Ctrl-C would be a key of ours, and not the signal that ends everything else too.
  const lines = createInterface({ input, output, terminal: false });
  try {
    const answer = await Promise.race([
      lines.question(`${question} [y/N] `, { signal }),
      new Promise<string>((resolve) => lines.once("close", () => resolve(""))),
    ]);
    return /^y(?:es)?$/i.test(answer.trim());
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    lines.close();
  }
}
