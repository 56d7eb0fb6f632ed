import type { LanguageModel } from "../../src/ports/language-model.ts";

const MOST_CHARACTERS = 1200;

/**
 * The same model, given only the end of what it is asked: a guide to a language takes it minutes to read, and what it
 * is held to does not depend on that.
 */
export const hearOnlyTheEnd = (model: LanguageModel): LanguageModel => ({
  ...model,
  stream: (request, options) =>
    model.stream(
      {
        ...request,
        messages: request.messages
          .slice(-1)
          .map((message) => ({ ...message, text: message.text.slice(-MOST_CHARACTERS) })),
      },
      options,
    ),
});
