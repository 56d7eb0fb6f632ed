import { text } from "node:stream/consumers";
import { StringDecoder } from "node:string_decoder";

export interface ReadHiddenOptions {
  readonly input: NodeJS.ReadStream;
  /** Where the question is asked; what is typed is never written there. */
  readonly output: Pick<NodeJS.WriteStream, "write">;
  readonly signal: AbortSignal;
  /** What Ctrl-C does: in raw mode the terminal sends no signal. */
  readonly interrupt: () => void;
}

const ENTER = /[\r\n\u0004]/;
const CTRL_C = "\u0003";
const ERASE = /[\b\u007f]/;

/**
 * What a person types without being seen, up to the enter key; where nobody is at a terminal, all of the input.
 *
 * @throws `options.signal.reason` when aborted.
 */
export async function readHidden(question: string, options: ReadHiddenOptions): Promise<string> {
  const { input, output, signal } = options;
  signal.throwIfAborted();
  if (input.isTTY !== true) return text(input);
  output.write(`${question} `);
  input.setRawMode(true);
  try {
    return await readTyped(options);
  } finally {
    input.setRawMode(false);
    input.pause();
    output.write("\n");
  }
}

async function readTyped({ input, signal, interrupt }: ReadHiddenOptions): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const decoder = new StringDecoder("utf8");
  let typed = "";
  const listen = (chunk: Buffer): void => {
    for (const character of decoder.write(chunk)) {
      if (character === CTRL_C) interrupt();
      else if (ENTER.test(character)) resolve(typed);
      else if (ERASE.test(character)) typed = Array.from(typed).slice(0, -1).join("");
      else typed += character;
    }
  };
  const abort = (): void => reject(signal.reason);
  const close = (): void => resolve(typed);
  signal.addEventListener("abort", abort);
  input.on("data", listen).on("end", close);
  try {
    return await promise;
  } finally {
    input.off("data", listen).off("end", close);
    signal.removeEventListener("abort", abort);
  }
}
