import { type Fault, isFault } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest, ResponseEnd } from "../../domain/model.ts";
import { addUsage, NO_USAGE } from "../../domain/token-usage.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { canGoOn, goOn } from "../continuation/go-on.ts";
import { textAfter } from "../continuation/text-after.ts";
import { withPartialText } from "../fault-details.ts";

export interface WithWholeAnswersOptions {
  /** Go on with the text that was cut, or ask for all of it again with a longer limit. */
  readonly onCut: "continue" | "ask-again";
  /** Calls that one answer may cost besides the first. @default 3 */
  readonly maxContinuations?: number | undefined;
}

/** What the next call is for. */
interface NextCall {
  readonly kind: "continue" | "ask-again";
  readonly maxOutputTokens: number;
}

/** Less room is not worth a call. */
const SMALLEST_ANSWER_TOKENS = 256;

/**
 * Makes answers whole that the output limit cut. What cannot be gone on with, e.g. an answer that follows a schema, is
 * asked for again. One that is still cut in the end keeps its finish reason `length`.
 *
 * @throws {Fault} what a further call throws, `details.partialText` with all text; not when it cannot be paid, does
 * not fit into the window, or was not recorded: then the answer stays cut.
 */
export const withWholeAnswers = (
  model: LanguageModel,
  options: WithWholeAnswersOptions,
): LanguageModel =>
  wrapModel(model, (request, call = {}) => streamWhole(model, request, call, options));

async function* streamWhole(
  model: LanguageModel,
  request: ModelRequest,
  call: CallOptions,
  { onCut, maxContinuations = 3 }: WithWholeAnswersOptions,
): AsyncGenerator<ModelEvent> {
  let text = "";
  let usage = NO_USAGE;
  let next: NextCall = { kind: "continue", maxOutputTokens: request.maxOutputTokens };
  let cut: ResponseEnd | undefined;
  let cutText = "";
  const warnings = new Set<string>();
  for (let calls = 1; ; calls += 1) {
    const { kind, maxOutputTokens } = next;
    const lengthBefore = Math.max(text.length, (request.answerStart ?? "").length);
    let isVoid = kind === "ask-again" && text !== "";
    let end: ResponseEnd | undefined;
    try {
      const start = isVoid ? "" : text;
      const options = calls === 1 ? call : { ...call, purpose: "continuation" as const };
      for await (const event of goOn(model, { ...request, maxOutputTokens }, start, options)) {
        // Only when there is something better: a call that is refused leaves the text as it is.
        if (isVoid && (event.type === "text-delta" || event.type === "response-end")) {
          isVoid = false;
          text = "";
          yield { type: "text-reset", reason: "the answer was cut, and is asked for again" };
        }
        if (event.type === "response-end") {
          end = event;
          break;
        }
        text = textAfter(text, event);
        yield event;
      }
    } catch (error) {
      call.signal?.throwIfAborted();
      if (!isFault(error)) throw error;
      if (cut === undefined || !leavesItCut(error)) throw withPartialText(error, text);
      if (!text.startsWith(cutText)) {
        yield { type: "text-reset", reason: "the answer that was cut is all there is" };
        yield { type: "text-delta", text: cutText };
      }
      // A replay has no more to say than was said.
      if (error.code !== "model/not-recorded")
        warnings.add(`the answer stays cut: ${error.message}`);
      yield { ...cut, usage, warnings: [...warnings] };
      return;
    }
    if (end === undefined) return;
    usage = kind === "ask-again" ? end.usage : addUsage(usage, end.usage);
    for (const warning of end.warnings) warnings.add(warning);
    if (calls > 1) warnings.add(tellHow(kind, maxOutputTokens));
    const isGrowing = text.length > (kind === "ask-again" ? 0 : lengthBefore);
    const planned =
      end.finishReason === "length" && calls <= maxContinuations
        ? planNext(model, request, text, { maxOutputTokens, onCut, isGrowing })
        : undefined;
    if (planned === undefined) {
      yield { ...end, usage, warnings: [...warnings, ...tellCount(calls)] };
      return;
    }
    next = planned;
    cut = end;
    cutText = text;
  }
}

function planNext(
  model: LanguageModel,
  request: ModelRequest,
  text: string,
  so: {
    readonly maxOutputTokens: number;
    readonly onCut: WithWholeAnswersOptions["onCut"];
    readonly isGrowing: boolean;
  },
): NextCall | undefined {
  const promptTokens = request.messages.reduce((sum, { text }) => sum + model.countTokens(text), 0);
  const room = model.contextWindowTokens - promptTokens;
  // Without new text it was all spent on thinking, and would be again.
  if (so.onCut === "continue" && so.isGrowing && canGoOn(request, text)) {
    const rest = room - model.countTokens(text);
    const maxOutputTokens = Math.min(request.maxOutputTokens, rest);
    const isWorthIt = rest >= Math.min(request.maxOutputTokens, SMALLEST_ANSWER_TOKENS);
    return isWorthIt ? { kind: "continue", maxOutputTokens } : undefined;
  }
  const limit = model.capabilities.outputLimitTokens ?? Number.POSITIVE_INFINITY;
  const maxOutputTokens = Math.min(so.maxOutputTokens * 2, limit, room);
  return maxOutputTokens > so.maxOutputTokens ? { kind: "ask-again", maxOutputTokens } : undefined;
}

const leavesItCut = ({ code }: Fault): boolean =>
  code.startsWith("budget/") || code === "model/context-too-long" || code === "model/not-recorded";

const tellHow = (kind: NextCall["kind"], maxOutputTokens: number): string =>
  kind === "continue"
    ? "the output limit cut the answer, and it was gone on with"
    : `the output limit cut the answer, and it was asked for again with up to ${maxOutputTokens} tokens`;

const tellCount = (calls: number): readonly string[] =>
  calls === 1 ? [] : [`the answer took ${calls} calls`];
