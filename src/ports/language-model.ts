/** A model that can be asked. Adapters only translate: no retry, cache, log, price or prompt inside. */

import type { ModelEvent, ModelRequest } from "../domain/model.ts";

export interface LanguageModel extends AsyncDisposable {
  /** `provider/model`. */
  readonly id: string;
  readonly contextWindowTokens: number;
  /** Whether it goes on from `answerStart`, so that the response begins with it. */
  readonly continuesAnswerStart: boolean;
  /** Sensible limits for it where the user names none: a weak model needs more samples and less rope. */
  readonly suggested: { readonly samples: number; readonly maxOutputTokens: number };
  /** With the model's own tokenizer where there is one, else an estimate that is rather too high. */
  countTokens(text: string): number;
  /**
   * The answer as it comes. The last event is `response-end`; a stream that stops without one throws.
   *
   * @throws {Fault} `model/*`; `details.partialText` holds what had come, `details.usage` what was reported.
   * @throws `signal.reason` when aborted.
   */
  stream(
    request: ModelRequest,
    options?: { readonly signal?: AbortSignal | undefined },
  ): AsyncIterable<ModelEvent>;
}
