import { createHash } from "node:crypto";
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4FinishReason,
  LanguageModelV4GenerateResult,
  LanguageModelV4Message,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
  SharedV4Warning,
} from "@ai-sdk/provider";
import { Fault } from "../../domain/fault.ts";
import type { JsonRecord } from "../../domain/json.ts";
import type { ModelRequest, ResponseEnd } from "../../domain/model.ts";
import type { Message } from "../../domain/prompt.ts";
import type { FinishReason } from "../../domain/token-usage.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import { canonicalJson } from "../../std/canonical-json.ts";

/** An answer as a whole, or a piece of it. */
type Told =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "end"; readonly end: ResponseEnd };

/**
 * One of our models for the AI SDK's own functions: `generateText`, `streamText`, `Output.object`.
 *
 * What it writes is held to `constraints`; without any, a JSON schema that a call asks for is held to token by token,
 * where the model can. Close the model itself when done.
 *
 * @example generateText({ model: toLanguageModelV4(model), prompt: "…", output: Output.object({ schema }) })
 */
export function toLanguageModelV4(
  model: LanguageModel,
  constraints?: ConstraintSet,
): LanguageModelV4 {
  const [provider = model.id, ...rest] = model.id.split("/");
  const open = (options: LanguageModelV4CallOptions) => {
    const set = constraints ?? schemaSet(model, options);
    return {
      set,
      warnings: listUnsupported(options, set),
      request: toRequest(model, options, set),
    };
  };
  return {
    specificationVersion: "v4",
    provider,
    modelId: rest.join("/"),
    supportedUrls: {},
    async doGenerate(options): Promise<LanguageModelV4GenerateResult> {
      const { set, warnings, request } = open(options);
      let text = "";
      for await (const told of tell(model, request, toCallOptions(options, set))) {
        if (told.kind === "text") text += told.text;
        else
          return {
            content: [{ type: "text", text }],
            ...toEnd(told.end),
            warnings: allOf(warnings, told.end),
          };
      }
      throw brokenOff(model.id);
    },
    async doStream(options) {
      const { set, warnings, request } = open(options);
      const told = tell(model, request, toCallOptions(options, set));
      return { stream: ReadableStream.from(toParts(told, warnings)) };
    },
  };
}

async function* toParts(
  answer: AsyncIterable<Told>,
  warnings: readonly SharedV4Warning[],
): AsyncGenerator<LanguageModelV4StreamPart> {
  const id = "0";
  yield { type: "stream-start", warnings: [...warnings] };
  yield { type: "text-start", id };
  try {
    for await (const told of answer) {
      if (told.kind === "text") {
        yield { type: "text-delta", id, delta: told.text };
        continue;
      }
      yield { type: "text-end", id };
      yield { type: "finish", ...toEnd(told.end) };
    }
  } catch (error) {
    yield { type: "error", error };
  }
}

/** The answer without its given start, and nothing that would have to be taken back: the AI SDK knows no such thing. */
async function* tell(
  model: LanguageModel,
  request: ModelRequest,
  options: CallOptions,
): AsyncGenerator<Told> {
  const isTakenBack = (options.constraints?.judges.length ?? 0) > 0;
  const skipped = model.continuesAnswerStart ? (request.answerStart ?? "").length : 0;
  let text = "";
  let told = "";
  for await (const event of model.stream(request, options)) {
    if (event.type === "text-reset") text = "";
    if (event.type === "text-delta") text += event.text;
    if (event.type !== "text-delta" && event.type !== "response-end") continue;
    const isEnd = event.type === "response-end";
    const own = text.slice(skipped);
    if (own.startsWith(told) && own.length > told.length && (isEnd || !isTakenBack)) {
      yield { kind: "text", text: own.slice(told.length) };
      told = own;
    }
    if (!isEnd) continue;
    if (own !== told) throw brokenOff(model.id);
    yield { kind: "end", end: event };
    return;
  }
  throw brokenOff(model.id);
}

const brokenOff = (id: string): Fault =>
  new Fault(
    "model/truncated",
    `Cannot go on with the answer of "${id}": it broke off, or began anew`,
  );

const toCallOptions = (
  { abortSignal }: LanguageModelV4CallOptions,
  constraints: ConstraintSet | undefined,
): CallOptions => ({ signal: abortSignal, constraints });

/** The JSON schema of a call as what the answer is held to. */
function schemaSet(
  { planEnforcement }: LanguageModel,
  { responseFormat }: LanguageModelV4CallOptions,
): ConstraintSet | undefined {
  if (responseFormat?.type !== "json" || planEnforcement === undefined) return undefined;
  const schema = (responseFormat.schema ?? {}) as JsonRecord;
  const id = createHash("sha256").update(canonicalJson(schema)).digest("hex");
  return {
    id: `schema:${id}`,
    describes: responseFormat.name ?? "a JSON schema",
    prefix: "",
    syntax: { kind: "schema", schema },
    judges: [],
    bias: undefined,
    gaps: [],
  };
}

function toRequest(
  model: LanguageModel,
  options: LanguageModelV4CallOptions,
  set: ConstraintSet | undefined,
): ModelRequest {
  const messages = options.prompt.map((message) => toMessage(message, model.id));
  const last = messages.at(-1);
  const isGoneOn = model.continuesAnswerStart && last?.role === "assistant";
  return {
    messages: isGoneOn ? messages.slice(0, -1) : messages,
    breakPoints: [],
    answerStart: isGoneOn ? last.text : undefined,
    stopTexts: set === undefined ? (options.stopSequences ?? []) : [],
    maxOutputTokens: options.maxOutputTokens ?? model.suggested.maxOutputTokens,
    temperature: options.temperature,
    seed: options.seed,
    responseSchema:
      set === undefined && options.responseFormat?.type === "json"
        ? (options.responseFormat.schema as JsonRecord | undefined)
        : undefined,
    heldTo: set?.id,
    draw: 0,
    escalation: 0,
  };
}

function toMessage({ role, content }: LanguageModelV4Message, id: string): Message {
  if (typeof content === "string") return { role: "system", text: content };
  const text = content.map((part) => {
    if (part.type === "text") return part.text;
    if (part.type === "reasoning") return "";
    throw new Fault("model/bad-request", `Cannot send a part of type "${part.type}" to "${id}"`, {
      help: "Only text is understood",
    });
  });
  return { role: role === "assistant" ? "assistant" : "user", text: text.join("") };
}

/** Settings that a call asks for and nothing here heeds. */
function listUnsupported(
  options: LanguageModelV4CallOptions,
  set: ConstraintSet | undefined,
): readonly SharedV4Warning[] {
  const { topP, topK, presencePenalty, frequencyPenalty, tools, stopSequences } = options;
  const asked = {
    topP,
    topK,
    presencePenalty,
    frequencyPenalty,
    tools: tools?.length === 0 ? undefined : tools,
    stopSequences: set === undefined || stopSequences?.length === 0 ? undefined : stopSequences,
  };
  return Object.entries(asked)
    .filter(([, value]) => value !== undefined)
    .map(([feature]) => ({ type: "unsupported", feature }));
}

const allOf = (
  warnings: readonly SharedV4Warning[],
  { warnings: own }: ResponseEnd,
): SharedV4Warning[] => [
  ...warnings,
  ...own.map((message) => ({ type: "other" as const, message })),
];

const UNIFIED: Readonly<Record<FinishReason, LanguageModelV4FinishReason["unified"]>> = {
  stop: "stop",
  length: "length",
  refusal: "content-filter",
  other: "other",
};

const toEnd = ({
  finishReason,
  usage,
}: ResponseEnd): {
  readonly finishReason: LanguageModelV4FinishReason;
  readonly usage: LanguageModelV4Usage;
} => ({
  finishReason: { unified: UNIFIED[finishReason], raw: finishReason },
  usage: {
    inputTokens: {
      total: usage.input,
      noCache: usage.input - usage.cached,
      cacheRead: usage.cached,
      cacheWrite: usage.cacheWritten,
    },
    outputTokens: {
      total: usage.output,
      text: usage.output - usage.reasoning,
      reasoning: usage.reasoning,
    },
  },
});
