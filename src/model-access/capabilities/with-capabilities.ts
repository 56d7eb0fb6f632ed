import { Fault } from "../../domain/fault.ts";
import type { ModelRequest } from "../../domain/model.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { addWarnings } from "../add-warnings.ts";
import { cutAtStopText } from "./cut-at-stop-text.ts";
import { fitRequest } from "./fit-request.ts";

/**
 * `model`, asked only for what it takes: the rest of a request is dropped or mapped, and said so in the `warnings` of
 * `response-end`, once a call. Stop texts that it does not take cut the answer here, while it is read to its end: what
 * came of it has to be paid for, and only its end says how much.
 *
 * @throws {Fault} `model/context-too-long` before anything is sent, `details` with the numbers.
 */
export function withCapabilities(model: LanguageModel): LanguageModel {
  const { id, capabilities } = model;
  return wrapModel(model, async function* stream(request, options) {
    refuseTooLong(model, request);
    const { request: fitted, warnings } = fitRequest(request, id, capabilities);
    const stopTexts = capabilities.takesStopTexts ? [] : request.stopTexts;
    for await (const event of cutAtStopText(model.stream(fitted, options), stopTexts))
      yield addWarnings(event, warnings);
  });
}

/** Counting takes time: a text that has no more bytes than the window has tokens fits anyway. */
const MOST_BYTES_OF_A_UNIT = 3;

function refuseTooLong(model: LanguageModel, { messages, answerStart = "" }: ModelRequest): void {
  const { contextWindowTokens } = model;
  const texts = [...messages.map(({ text }) => text), answerStart];
  const units = texts.reduce((sum, text) => sum + text.length, 0);
  if (units * MOST_BYTES_OF_A_UNIT <= contextWindowTokens) return;
  const promptTokens = texts.reduce((sum, text) => sum + model.countTokens(text), 0);
  if (promptTokens <= contextWindowTokens) return;
  throw new Fault(
    "model/context-too-long",
    `Cannot ask "${model.id}": the prompt has about ${promptTokens} tokens, its context window ${contextWindowTokens}`,
    {
      help: "Shorten the specification and its context files, choose a model with a larger context window, or correct context_window_tokens of the model",
      details: { promptTokens, contextWindowTokens, notSent: true },
    },
  );
}
