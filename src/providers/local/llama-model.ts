import { PLAIN_CAPABILITIES } from "../../domain/capabilities.ts";
import { Fault, isFault } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import type { FinishReason } from "../../domain/token-usage.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { orAbort } from "../../std/or-abort.ts";
import { createTokenHolder, splitAnswerStart } from "./answer-start.ts";
import { createAnswerText } from "./answer-text.ts";
import { renderChat } from "./chat-prompt.ts";
import type { LlamaParts } from "./llama-parts.ts";
import { openTokenAccess } from "./open-token-access.ts";
import { createPromptReader } from "./prompt-reader.ts";
import { DEFAULT_TEMPERATURE, SAMPLING } from "./sampling.ts";
import { createTokenReader } from "./token-reader.ts";
import { tooLong } from "./too-long.ts";
import { createTurnstile, type Turn } from "./turnstile.ts";

/** A loaded GGUF as a language model. Calls wait for each other. */
export function createLlamaModel(
  id: string,
  parts: LlamaParts,
  suggested: LanguageModel["suggested"],
): LanguageModel {
  const { model, sequence } = parts;
  const turnstile = createTurnstile();
  const holdTo = createTokenHolder(model, parts.createBias);
  const readPrompt = createPromptReader(sequence);
  const free = parts.createBias();
  const access = openTokenAccess(id, parts, { turnstile, readPrompt });

  async function* answer(
    request: ModelRequest,
    turn: Turn,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ModelEvent> {
    const { answerStart = "", temperature = DEFAULT_TEMPERATURE, seed = 0 } = request;
    const chat = renderChat(request.messages, model, parts.wrapper);
    const { said, again } = splitAnswerStart(answerStart, model);
    const prompt = [...chat.tokens, ...said];
    const maxTokens = Math.min(request.maxOutputTokens, sequence.contextSize - 1 - prompt.length);
    if (maxTokens < 1) throw tooLong(id, prompt.length, sequence.contextSize);
    if (answerStart !== "") yield { type: "text-delta", text: answerStart };

    const step = <T>(work: Promise<T>): Promise<T> => {
      turn.hold(work);
      return orAbort(work, signal);
    };
    const cached = await readPrompt(prompt, step);
    const text = createAnswerText([...chat.stopTexts, ...request.stopTexts], again);
    const reader = createTokenReader(model, prompt);
    let output = 0;
    const tokens = sequence.evaluate(prompt.slice(-1), {
      ...SAMPLING,
      temperature,
      seed,
      tokenBias: () => (output === 0 && again !== "" ? holdTo(again) : free),
      yieldEogToken: true,
    });
    let finishReason: FinishReason = "length";
    try {
      while (output < maxTokens && finishReason === "length") {
        const { done, value: token } = await step(tokens.next());
        if (done === true) break;
        output += 1;
        const isEnd = model.isEogToken(token);
        const shown = isEnd ? "" : text.push(reader.read(token));
        if (isEnd || text.isStopped) finishReason = "stop";
        if (shown !== "") yield { type: "text-delta", text: shown };
      }
    } finally {
      // Queued behind a step that still runs; waited for by the next call, not by this one.
      turn.hold(tokens.return());
    }
    const rest = text.push(reader.flush()) + text.flush();
    if (rest !== "") yield { type: "text-delta", text: rest };
    yield {
      type: "response-end",
      finishReason,
      usage: { input: prompt.length, output, cached, cacheWritten: 0, reasoning: 0 },
      askedOf: id,
      answeredBy: id,
      warnings:
        maxTokens < request.maxOutputTokens
          ? [`the context window ends after ${maxTokens} more tokens`]
          : [],
    };
  }

  return {
    id,
    contextWindowTokens: sequence.contextSize,
    continuesAnswerStart: true,
    capabilities: { ...PLAIN_CAPABILITIES, source: "the model's file" },
    escalations: 0,
    suggested,
    tokens: access,
    countTokens: (text) => model.tokenize(text).length,
    async *stream(request, { signal } = {}) {
      using turn = await turnstile.enter(signal);
      signal?.throwIfAborted();
      let partialText = "";
      try {
        for await (const event of answer(request, turn, signal)) {
          if (event.type === "text-delta") partialText += event.text;
          yield event;
        }
      } catch (cause) {
        signal?.throwIfAborted();
        if (isFault(cause)) throw cause;
        const details = { partialText };
        throw new Fault("model/unavailable", `Cannot read on from "${id}": the engine failed`, {
          details,
          cause,
        });
      }
    },
    [Symbol.asyncDispose]: () => parts[Symbol.asyncDispose](),
  };
}
