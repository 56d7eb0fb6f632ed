import type { ChatWrapper, LlamaContextSequence, LlamaModel, TokenBias } from "node-llama-cpp";

/** What generates: a loaded model with room for one conversation. */
export interface LlamaParts extends AsyncDisposable {
  readonly model: LlamaModel;
  readonly wrapper: ChatWrapper;
  readonly sequence: LlamaContextSequence;
  readonly createBias: () => TokenBias;
  /** The model's file, absolute. */
  readonly path: string;
}
