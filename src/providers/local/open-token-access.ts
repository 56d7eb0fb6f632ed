import { Fault, isFault } from "../../domain/fault.ts";
import type { TokenAccess, TokenWriter } from "../../ports/token-access.ts";
import { orAbort } from "../../std/or-abort.ts";
import { splitAnswerStart } from "./answer-start.ts";
import { renderChat } from "./chat-prompt.ts";
import type { LlamaParts } from "./llama-parts.ts";
import type { PromptReader, Step } from "./prompt-reader.ts";
import { DEFAULT_TEMPERATURE, SAMPLING } from "./sampling.ts";
import { createTokenWriter } from "./token-writer.ts";
import { tooLong } from "./too-long.ts";
import type { Turnstile } from "./turnstile.ts";

export interface TokenAccessParts {
  readonly turnstile: Turnstile;
  readonly readPrompt: PromptReader;
}

/** A loaded model whose tokens are chosen by others; they wait in the same line as those who only ask it. */
export function openTokenAccess(
  id: string,
  { model, wrapper, sequence, path }: LlamaParts,
  { turnstile, readPrompt }: TokenAccessParts,
): TokenAccess {
  return {
    vocabularyFile: path,
    temperature: DEFAULT_TEMPERATURE,
    minP: SAMPLING.minP,
    tokenize: (text) => model.tokenize(text),
    async begin(request, signal): Promise<TokenWriter> {
      const turn = await turnstile.enter(signal);
      const step: Step = (work) => {
        turn.hold(work);
        return orAbort(work, signal);
      };
      const orFault = async <T>(work: () => Promise<T>): Promise<T> => {
        signal?.throwIfAborted();
        try {
          return await work();
        } catch (cause) {
          signal?.throwIfAborted();
          if (isFault(cause) || cause instanceof RangeError) throw cause;
          const message = `Cannot read on from "${id}": the engine failed`;
          throw new Fault("model/unavailable", message, { cause });
        }
      };
      try {
        const { said, again } = splitAnswerStart(request.answerStart ?? "", model);
        const prompt = [...renderChat(request.messages, model, wrapper).tokens, ...said];
        const room = sequence.contextSize - 1 - prompt.length;
        if (room < 1) throw tooLong(id, prompt.length, sequence.contextSize);
        const cachedTokens = await orFault(() => readPrompt(prompt, step));
        const writer = createTokenWriter({ sequence, prompt, step });
        return {
          prompt,
          cachedTokens,
          room,
          again,
          predict: (certain, draft) => orFault(() => writer.predict(certain, draft)),
          predictWhole: () => orFault(() => writer.predictWhole()),
          takeBack: (count) => orFault(() => writer.takeBack(count)),
          [Symbol.asyncDispose]: async () => turn[Symbol.dispose](),
        };
      } catch (error) {
        turn[Symbol.dispose]();
        throw error;
      }
    },
  };
}
