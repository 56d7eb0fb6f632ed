import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import type { Message } from "../../domain/prompt.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import type { Joined, Joiner } from "./joiner.ts";
import { skipOverlap } from "./skip-overlap.ts";
import { skipStart } from "./skip-start.ts";

const GO_ON = "Go on exactly where the text stops; repeat nothing, no comment.";

/** Whether a conversation ends with a request of ours to go on. */
const asksToGoOn = (text: string | undefined): boolean => text?.endsWith(GO_ON) === true;

/**
 * Whether an answer that holds `text` can be gone on with. One that follows a schema cannot: each answer is held to
 * the whole of it.
 */
export const canGoOn = (request: ModelRequest, text: string): boolean =>
  text.trim() !== "" && request.responseSchema === undefined;

/**
 * Asks `model` to go on with the answer `text`, which whoever reads the stream already has: only what is new comes.
 * By the answer's start where the model takes one, else by the conversation. Where neither can be, or where the two
 * do not fit, a `text-reset` comes and then all of the answer. Without text it is a plain call.
 *
 * The `response-end` tells of this call alone. `because` tells the model why it was interrupted, in a sentence.
 */
export function goOn(
  model: LanguageModel,
  request: ModelRequest,
  text: string,
  options: CallOptions,
  because?: string,
): AsyncIterable<ModelEvent> {
  if (text === "") return model.stream(withNote(request, because), options);
  if (!canGoOn(request, text)) return beginAnew(model, withNote(request, because), options);
  if (model.continuesAnswerStart) {
    const starting = { ...withNote(request, because), answerStart: text };
    return join(model, starting, text, () => skipStart(text), options);
  }
  const { messages, said, asked } = readConversation(request, text);
  const wish = because === undefined ? asked : `${because} ${GO_ON}`;
  const asking: ModelRequest = {
    ...request,
    messages: [...messages, { role: "assistant", text: said }, { role: "user", text: wish }],
    answerStart: undefined,
  };
  return join(model, asking, text, () => skipOverlap(said), { ...options, goesOnFrom: said });
}

/** Where no message of the model's own stands between, the last one asked tells it. */
function withNote(request: ModelRequest, note: string | undefined): ModelRequest {
  const last = request.messages.at(-1);
  if (note === undefined || last === undefined) return request;
  const noted = { ...last, text: `${last.text}\n\n${note}` };
  return { ...request, messages: [...request.messages.slice(0, -1), noted] };
}

async function* beginAnew(
  model: LanguageModel,
  request: ModelRequest,
  options: CallOptions,
): AsyncGenerator<ModelEvent> {
  yield { type: "text-reset", reason: "the text cannot be gone on with" };
  yield* model.stream(request, options);
}

/** What is asked, and all that was said: a request that is itself to go on with an answer holds its beginning. */
function readConversation(
  { messages }: ModelRequest,
  text: string,
): { readonly messages: readonly Message[]; readonly said: string; readonly asked: string } {
  const [before, last] = messages.slice(-2);
  if (before?.role !== "assistant" || last === undefined || !asksToGoOn(last.text))
    return { messages, said: text, asked: GO_ON };
  return { messages: messages.slice(0, -2), said: before.text + text, asked: last.text };
}

async function* join(
  model: LanguageModel,
  request: ModelRequest,
  text: string,
  createJoiner: () => Joiner,
  options: CallOptions,
): AsyncGenerator<ModelEvent> {
  let joiner = createJoiner();
  let isShown = false;
  for await (const event of model.stream(request, options)) {
    switch (event.type) {
      case "text-delta": {
        const next = joiner.push(event.text);
        if (next.text !== "") isShown = true;
        yield* show(next);
        break;
      }
      // Void is what this call said; the text before it is not.
      case "text-reset":
        joiner = createJoiner();
        if (!isShown) break;
        isShown = false;
        yield event;
        yield { type: "text-delta", text };
        break;
      case "response-end":
        yield* show(joiner.end());
        yield event;
        return;
      default:
        yield event;
    }
  }
}

function* show({ text, isReset }: Joined): Generator<ModelEvent> {
  if (isReset) yield { type: "text-reset", reason: "the model began its answer anew" };
  if (text !== "") yield { type: "text-delta", text };
}
