import type {
  ChatWrapper,
  LlamaContextSequence,
  LlamaModel,
  Token,
  TokenBias,
} from "node-llama-cpp";
import { PLAIN_CAPABILITIES } from "../../domain/capabilities.ts";
import { Fault, isFault } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import type { FinishReason } from "../../domain/token-usage.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { orAbort } from "../../std/or-abort.ts";
import { createTokenHolder, splitAnswerStart } from "./answer-start.ts";
import { createAnswerText } from "./answer-text.ts";
import { renderChat } from "./chat-prompt.ts";
import { createTokenReader } from "./token-reader.ts";
import { createTurnstile, type Turn } from "./turnstile.ts";

/** What generates: a loaded model with room for one conversation. */
export interface LlamaParts extends AsyncDisposable {
  readonly model: LlamaModel;
  readonly wrapper: ChatWrapper;
  readonly sequence: LlamaContextSequence;
  readonly createBias: () => TokenBias;
}

/** Where the user says nothing; measured in docs/decisions/2026-11-21-embedded-model.md. */
const DEFAULT_TEMPERATURE = 0.2;
/** Cuts the long tail of unlikely tokens, which small models fall into. */
const SAMPLING = { topK: 0, topP: 1, minP: 0.1 } as const;
/** Tokens of the prompt between two looks at the signal. Fixed: other pieces give other last digits. */
const PIECE_TOKENS = 128;

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

/**
 * Reads all of a prompt but its last token, and says how many tokens were there already. Only the very same prompt
 * is kept from one call to the next: read in other pieces, the same text has other last digits, and a seed would
 * no longer give the same answer.
 */
function createPromptReader(sequence: LlamaContextSequence) {
  let known = "";
  return async (
    prompt: readonly Token[],
    step: <T>(work: Promise<T>) => Promise<T>,
  ): Promise<number> => {
    const beginning = prompt.slice(0, -1);
    const key = beginning.join();
    if (key === known && beginning.length > 0) {
      await step(
        sequence.eraseContextTokenRanges([
          { start: beginning.length, end: sequence.nextTokenIndex },
        ]),
      );
      if (sequence.nextTokenIndex === beginning.length) return beginning.length;
    }
    known = "";
    await step(sequence.clearHistory());
    for (let at = 0; at < beginning.length; at += PIECE_TOKENS) {
      await step(
        sequence.evaluateWithoutGeneratingNewTokens(beginning.slice(at, at + PIECE_TOKENS)),
      );
    }
    known = key;
    return 0;
  };
}

const tooLong = (id: string, tokens: number, window: number): Fault =>
  new Fault(
    "model/context-too-long",
    `Cannot ask "${id}": the prompt has ${tokens} tokens, the context window holds ${window}`,
    {
      help: "Show it fewer or shorter files, or choose a model with a larger window",
      details: { tokens, window },
    },
  );
