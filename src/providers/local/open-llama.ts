import { Fault } from "../../domain/fault.ts";
import { type LlamaEngine, missingEngine } from "./engine.ts";
import type { LlamaParts } from "./llama-parts.ts";

/** Most tokens of a conversation: beyond it, memory costs more than small models make of it. */
const MOST_CONTEXT_TOKENS = 8192;
/** Tried when there is no memory for more. */
const FEWER_CONTEXT_TOKENS = 4096;

/**
 * Loads a GGUF onto the CPU. Prints nothing.
 *
 * @throws {Fault} `model/missing` when the engine has no binary for this machine, `model/corrupt` when the file
 *   cannot be loaded.
 */
export async function openLlama(
  engine: LlamaEngine,
  path: string,
  threads: number,
): Promise<LlamaParts> {
  await using opened = new AsyncDisposableStack();
  const llama = await startLlama(engine, threads);
  opened.defer(() => llama.dispose());
  try {
    const model = await llama.loadModel({ modelPath: path });
    opened.defer(() => model.dispose());
    const wrapper = engine.resolveChatWrapper(model, { warningLogs: false });
    const most = Math.min(model.trainContextSize, MOST_CONTEXT_TOKENS);
    // The whole cache also for sliding windows: then a prompt can be kept from one call to the next.
    const createContext = (contextSize: number) =>
      model.createContext({ contextSize, threads, swaFullCache: true });
    const context = await createContext(most).catch((error: unknown) => {
      if (!(error instanceof engine.InsufficientMemoryError)) throw error;
      return createContext(Math.min(most, FEWER_CONTEXT_TOKENS));
    });
    opened.defer(() => context.dispose());
    const sequence = context.getSequence();
    const all = opened.move();
    return {
      model,
      wrapper,
      sequence,
      path,
      createBias: () => new engine.TokenBias(model.tokenizer),
      [Symbol.asyncDispose]: () => all.disposeAsync(),
    };
  } catch (cause) {
    const isTooLarge = cause instanceof engine.InsufficientMemoryError;
    const why = isTooLarge ? "there is not enough memory" : "the engine cannot read it";
    throw new Fault("model/corrupt", `Cannot load "${path}": ${why}`, {
      help: isTooLarge
        ? "Close other programs, or choose a smaller model"
        : "The file may be cut or of a kind that the engine does not know; bring it again",
      cause,
    });
  }
}

async function startLlama(engine: LlamaEngine, threads: number) {
  try {
    return await engine.getLlama({
      build: "never",
      gpu: false,
      // More threads than cores make each token a thousand times slower.
      maxThreads: threads,
      progressLogs: false,
      // Not by a logger: with two engines open, the first one's end gives the second one's messages to the terminal.
      logLevel: engine.LlamaLogLevel.disabled,
    });
  } catch (cause) {
    throw missingEngine("it has no binary for this machine", cause);
  }
}
