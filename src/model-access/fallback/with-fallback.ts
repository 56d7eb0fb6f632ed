import { Fault, isFault } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest, ResponseEnd } from "../../domain/model.ts";
import { addUsage, NO_USAGE, type TokenUsage } from "../../domain/token-usage.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { closeAll } from "../close-all.ts";
import { goOn } from "../continuation/go-on.ts";
import { textAfter } from "../continuation/text-after.ts";
import { changeFault, usageOf, withPartialText } from "../fault-details.ts";
import { isSameModel } from "./is-same-model.ts";

type Models = readonly [LanguageModel, ...LanguageModel[]];

export interface WithFallbackOptions {
  /** What the next model does with text that had come: goes on with it, or answers anew. */
  readonly onBroken: "restart" | "continue" | "next";
  /** `refuse`: only the first model may answer. The others are then not even asked. */
  readonly downgrade: "report" | "refuse";
}

/**
 * Asks the first model; on a fault that another may not have, the next one. Which one answered, and why, is among the
 * warnings of the response. Closes all of them when it is closed.
 *
 * @throws {Fault} the last one when all have failed, `details.tried` with model and code of each.
 * @throws {Fault} `model/downgraded` when the answer is from another model than the first and that is refused.
 */
export function withFallback(models: Models, options: WithFallbackOptions): LanguageModel {
  const [first] = models;
  const asked: Models = options.downgrade === "refuse" ? [first] : models;
  const stream: LanguageModel["stream"] = (request, call = {}) =>
    askInTurn(asked, models, request, call, options);
  return {
    ...wrapModel(first, stream, {
      contextWindowTokens: Math.min(...asked.map((model) => model.contextWindowTokens)),
      continuesAnswerStart: asked.every((model) => model.continuesAnswerStart),
      keepsAnswersByKey: asked.every((model) => model.keepsAnswersByKey === true),
    }),
    [Symbol.asyncDispose]: () => closeAll(models),
  };
}

async function* askInTurn(
  asked: Models,
  all: Models,
  request: ModelRequest,
  call: CallOptions,
  options: WithFallbackOptions,
): AsyncGenerator<ModelEvent> {
  const tried: { readonly model: string; readonly code: string }[] = [];
  const warnings: string[] = [];
  let model = asked[0];
  let turn = 0;
  /** Models up to this window need not be asked. */
  let tooSmall = 0;
  let text = "";
  let usage = NO_USAGE;
  for (;;) {
    try {
      const purpose = turn === 0 ? call.purpose : "fallback";
      for await (const event of goOn(model, request, text, { ...call, purpose })) {
        if (event.type === "response-end") {
          yield judge(event, model, { warnings, usage, options });
          return;
        }
        text = textAfter(text, event);
        if (event.type === "text-reset") usage = NO_USAGE;
        yield event;
      }
      return;
    } catch (error) {
      call.signal?.throwIfAborted();
      if (!isFault(error) || !mayHelp(error)) throw error;
      tried.push({ model: model.id, code: error.code });
      if (error.code === "model/context-too-long")
        tooSmall = Math.max(tooSmall, model.contextWindowTokens);
      turn = asked.findIndex(
        ({ contextWindowTokens }, index) => index > turn && contextWindowTokens > tooSmall,
      );
      const next = asked[turn];
      if (next === undefined) throw withPartialText(asLast(error, tried, all, options), text);
      warnings.push(`"${model.id}" failed (${error.code}), so "${next.id}" was asked`);
      if (text !== "") {
        if (options.onBroken === "continue" && error.isRetryable)
          usage = addUsage(usage, usageOf(error) ?? NO_USAGE);
        else {
          yield { type: "text-reset", reason: error.message };
          text = "";
          usage = NO_USAGE;
        }
      }
      model = next;
    }
  }
}

/** Another model has the same budget and the same user. */
const mayHelp = ({ code }: Fault): boolean =>
  code !== "model/downgraded" && /^(?:model|keys|download)[/]/.test(code);

function asLast(
  fault: Fault,
  tried: readonly { readonly model: string; readonly code: string }[],
  all: Models,
  { downgrade }: WithFallbackOptions,
): Fault {
  if (tried.length > 1) return changeFault(fault, { tried });
  const [, second] = all;
  if (downgrade === "report" || second === undefined) return fault;
  const help = `Set downgrade to "report" to let "${second.id}" answer instead`;
  return changeFault(fault, {}, fault.help === undefined ? help : `${fault.help}. ${help}`);
}

function judge(
  end: ResponseEnd,
  model: LanguageModel,
  so: {
    readonly warnings: readonly string[];
    readonly usage: TokenUsage;
    readonly options: WithFallbackOptions;
  },
): ResponseEnd {
  const isSame = isSameModel(model.id, end.answeredBy);
  if (!isSame && so.options.downgrade === "refuse") throw downgraded(model.id, end.answeredBy);
  const other = isSame ? [] : [`"${model.id}" was asked, and "${end.answeredBy}" answered`];
  return {
    ...end,
    usage: addUsage(so.usage, end.usage),
    warnings: [...so.warnings, ...other, ...end.warnings],
  };
}

const downgraded = (asked: string, answeredBy: string): Fault =>
  new Fault(
    "model/downgraded",
    `Cannot use the answer: "${asked}" was asked, and "${answeredBy}" answered`,
    {
      help: 'Set downgrade to "report" to use such answers, or ask the model that is there',
      details: { asked, answeredBy },
    },
  );
