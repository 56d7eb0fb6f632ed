import type { ModelCapabilities } from "../../domain/capabilities.ts";
import { Fault } from "../../domain/fault.ts";
import type { ModelRequest } from "../../domain/model.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../wrap-model.ts";
import { cutAtStopText } from "./cut-at-stop-text.ts";
import { fitRequest } from "./fit-request.ts";

/** What the user knows better than the table, of one model. */
export type ModelFacts = {
  readonly [Key in Exclude<keyof ModelCapabilities, "source">]?: ModelCapabilities[Key] | undefined;
} & { readonly contextWindowTokens?: number | undefined };

export interface CapabilitiesOptions {
  /** @default nothing is overridden */
  readonly overrides?: ModelFacts | undefined;
}

/**
 * `model` with what configuration says of it, asked only for what it takes: the rest of a request is dropped or mapped,
 * and said so in the `warnings` of `response-end`, once a call. Stop texts that it does not take cut the answer here,
 * while it is read to its end: what came of it has to be paid for, and only its end says how much.
 *
 * @throws {Fault} `model/context-too-long` before anything is sent, `details` with the numbers.
 */
export function withCapabilities(
  model: LanguageModel,
  { overrides = {} }: CapabilitiesOptions = {},
): LanguageModel {
  const { contextWindowTokens = model.contextWindowTokens, ...changes } = overrides;
  const isOverridden = Object.values(overrides).some((value) => value !== undefined);
  const capabilities: ModelCapabilities = {
    ...model.capabilities,
    ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
    ...(isOverridden ? { source: `configuration, else ${model.capabilities.source}` } : {}),
  };

  return wrapModel(
    model,
    async function* stream(request, options = {}) {
      refuseTooLong(model, contextWindowTokens, request);
      const { request: fitted, warnings } = fitRequest(request, model.id, capabilities);
      const stopTexts = capabilities.takesStopTexts ? [] : request.stopTexts;
      const answer = cutAtStopText(model.stream(fitted, options), stopTexts);
      for await (const event of answer) {
        yield event.type === "response-end" && warnings.length > 0
          ? { ...event, warnings: [...warnings, ...event.warnings] }
          : event;
      }
    },
    { contextWindowTokens, capabilities },
  );
}

/** Counting takes time: a text that has no more bytes than the window has tokens fits anyway. */
const MOST_BYTES_OF_A_UNIT = 3;

function refuseTooLong(
  model: LanguageModel,
  contextWindowTokens: number,
  { messages, answerStart = "" }: ModelRequest,
): void {
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
