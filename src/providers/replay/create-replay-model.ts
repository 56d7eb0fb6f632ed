import { createHash } from "node:crypto";
import { PLAIN_CAPABILITIES } from "../../domain/capabilities.ts";
import type { EnforcementReport } from "../../domain/decoding.ts";
import { Fault } from "../../domain/fault.ts";
import {
  type ModelEvent,
  type ModelRequest,
  type ModelResponse,
  withoutBreakPoints,
} from "../../domain/model.ts";
import type { RunEvent } from "../../domain/run.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { canonicalJson } from "../../std/canonical-json.ts";
import { estimateTokens } from "../../std/estimate-tokens.ts";

export interface ReplayModelOptions {
  /** Asked where nothing is recorded; its facts become the replaying model's. @default nothing is asked */
  readonly next?: LanguageModel | undefined;
}

type RunStart = RunEvent & { readonly type: "run-start" };
type ModelFacts = Omit<LanguageModel, "stream" | typeof Symbol.asyncDispose>;

/**
 * A model that answers from a run's events: the same request gets the same response, and several responses to one
 * request come in their order. A request without one goes to `next`, or is a `model/not-recorded`.
 */
export function createReplayModel(
  events: readonly RunEvent[],
  { next }: ReplayModelOptions = {},
): LanguageModel {
  const recorded = events.filter((event) => event.type === "response-end");
  const start = events.find((event) => event.type === "run-start");
  const planned = events.find((event) => event.type === "enforcement-planned")?.report;
  const queues = Map.groupBy(recorded, ({ requestSha256 }) => requestSha256);
  const take = (request: ModelRequest): ModelResponse | undefined =>
    spellings(request)
      .map((spelling) => queues.get(hash(spelling))?.shift()?.response)
      .find((response) => response !== undefined);

  return {
    ...(next === undefined ? factsOfRun(start, planned) : factsOfModel(next)),
    async *stream(request, options = {}) {
      const { signal } = options;
      signal?.throwIfAborted();
      const response = take(request);
      if (response !== undefined) yield* replay(response);
      else if (next !== undefined) yield* next.stream(request, options);
      else
        throw miss(
          start,
          recorded.map((event) => event.response),
        );
    },
    async [Symbol.asyncDispose]() {
      await next?.[Symbol.asyncDispose]();
    },
  };
}

const hash = (request: ModelRequest): string =>
  createHash("sha256")
    .update(canonicalJson(withoutBreakPoints(request)))
    .digest("hex");

/** Whether the recorded model could go on from a given start is not recorded: it may have been asked without. */
const spellings = (request: ModelRequest): readonly ModelRequest[] =>
  request.answerStart === undefined
    ? [request]
    : [request, { ...request, answerStart: undefined, stopTexts: [] }];

/** Such that a run with this model makes the requests that the recorded run made. */
const factsOfRun = (
  start: RunStart | undefined,
  planned: EnforcementReport | undefined,
): ModelFacts => ({
  id: `replay/${start?.runId ?? "run"}`,
  contextWindowTokens: Number.MAX_SAFE_INTEGER,
  continuesAnswerStart: true,
  capabilities: PLAIN_CAPABILITIES,
  escalations: start?.limits.escalations ?? 0,
  suggested: {
    samples: start?.limits.samples ?? 1,
    maxOutputTokens: start?.limits.maxOutputTokens ?? 4096,
  },
  countTokens: estimateTokens,
  // Answers that were held to constraints are asked for as such, and are given as they were.
  ...(planned && { planEnforcement: async () => planned }),
});

const factsOfModel = (model: LanguageModel): ModelFacts => ({
  id: model.id,
  contextWindowTokens: model.contextWindowTokens,
  continuesAnswerStart: model.continuesAnswerStart,
  capabilities: model.capabilities,
  escalations: model.escalations,
  suggested: model.suggested,
  ...(model.planEnforcement && { planEnforcement: model.planEnforcement }),
  ...(model.runEnded && { runEnded: model.runEnded }),
  countTokens: (text) => model.countTokens(text),
});

function* replay(response: ModelResponse): Generator<ModelEvent> {
  const { text, finishReason, usage, askedOf, answeredBy, warnings } = response;
  if (text !== "") yield { type: "text-delta", text };
  yield { type: "response-end", finishReason, usage, askedOf, answeredBy, warnings };
}

function miss(start: RunStart | undefined, responses: readonly ModelResponse[]): Fault {
  const models = [...new Set(responses.map(({ askedOf }) => askedOf))].join(", ");
  const count = `${responses.length} ${responses.length === 1 ? "response" : "responses"}`;
  const what =
    responses.length === 0
      ? "no response is recorded"
      : `recorded are ${count} of ${models}, and none is left for this request`;
  return new Fault("model/not-recorded", `Cannot replay run "${start?.runId ?? "?"}": ${what}`, {
    help:
      start === undefined
        ? undefined
        : `A request is the same only with the same specification, limits and seed (${start.seed}), under the same version`,
  });
}
