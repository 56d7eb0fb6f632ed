import type { BatchAnswer, BatchEndpoints } from "./batch-endpoints.ts";
import {
  answerTo,
  BATCH_USAGE,
  countOutcomes,
  type FakeBatch,
  type FakeBatchItem,
  lastText,
  outcomeOf,
} from "./batch-store.ts";

const ROOT = "/v1/messages/batches";
const YEAR_MS = 365 * 24 * 3_600_000;

interface Submission {
  readonly requests: readonly {
    readonly custom_id: string;
    readonly params: { readonly model: string; readonly messages: unknown };
  }[];
}

/** Anthropic's Message Batches. @see https://platform.claude.com/docs/en/api/messages/batches */
export const anthropicBatches = (): BatchEndpoints => (request, store) => {
  const { method, url, body } = request;
  if (url.pathname !== ROOT && !url.pathname.startsWith(`${ROOT}/`)) return undefined;
  const [id, action] = url.pathname.slice(ROOT.length + 1).split("/");
  if (id === undefined || id === "") {
    if (method === "POST") {
      const { requests } = JSON.parse(body) as Submission;
      const items = requests.map(({ custom_id: key, params }) => ({
        key,
        model: params.model,
        prompt: lastText(params.messages),
      }));
      return { kind: "submit", items, render: (batch) => render(batch, url.origin) };
    }
    for (const batch of store.batches) store.poll(batch);
    return json(listPage(store.batches, url));
  }
  const batch = store.find(id);
  if (batch === undefined) return notFound(id);
  if (action === "results") return { kind: "lines", lines: batch.items.map(renderResult(batch)) };
  if (action === "cancel") store.cancel(batch);
  else store.poll(batch);
  return json(render(batch, url.origin));
};

const json = (body: unknown): BatchAnswer => ({ kind: "json", status: 200, body });

const notFound = (id: string): BatchAnswer => ({
  kind: "json",
  status: 404,
  body: { type: "error", error: { type: "not_found_error", message: `no batch ${id}` } },
});

function listPage(batches: readonly FakeBatch[], url: URL): unknown {
  const newest = batches.toReversed();
  const after = url.searchParams.get("after_id");
  const start = after === null ? 0 : newest.findIndex(({ id }) => id === after) + 1;
  const limit = Number(url.searchParams.get("limit") ?? 20);
  const page = newest.slice(start, start + limit);
  return {
    data: page.map((batch) => render(batch, url.origin)),
    has_more: start + limit < newest.length,
    first_id: page[0]?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
  };
}

function render(batch: FakeBatch, origin: string): unknown {
  const { succeeded, errored, invalid, expired, cancelled } = countOutcomes(batch);
  const isRunning = batch.state === "running";
  const total = batch.items.length;
  return {
    id: batch.id,
    type: "message_batch",
    processing_status: isRunning ? "in_progress" : "ended",
    request_counts: isRunning
      ? { processing: total, succeeded: 0, errored: 0, canceled: 0, expired: 0 }
      : { processing: 0, succeeded, errored: errored + invalid, canceled: cancelled, expired },
    created_at: new Date(batch.createdAt).toISOString(),
    expires_at: new Date(batch.createdAt + YEAR_MS).toISOString(),
    ended_at: isRunning ? null : new Date(batch.createdAt).toISOString(),
    results_url: isRunning ? null : `${origin}${ROOT}/${batch.id}/results`,
  };
}

const ERRORS = {
  errored: { type: "overloaded_error", message: "Overloaded" },
  invalid: { type: "invalid_request_error", message: "no such field" },
} as const;

const renderResult =
  (batch: FakeBatch) =>
  (item: FakeBatchItem, index: number): string => {
    const outcome = outcomeOf(batch, index);
    return JSON.stringify({ custom_id: item.key, result: resultOf(item, outcome) });
  };

function resultOf(item: FakeBatchItem, outcome: ReturnType<typeof outcomeOf>): unknown {
  switch (outcome) {
    case "expired":
      return { type: "expired" };
    case "cancelled":
      return { type: "canceled" };
    case "errored":
    case "invalid":
      return { type: "errored", error: { type: "error", error: ERRORS[outcome] } };
    case "succeeded":
      return {
        type: "succeeded",
        message: {
          id: "msg_1",
          type: "message",
          role: "assistant",
          model: item.model,
          content: [{ type: "text", text: answerTo(item) }],
          stop_reason: "end_turn",
          stop_sequence: null,
          usage: { input_tokens: BATCH_USAGE.input, output_tokens: BATCH_USAGE.output },
        },
      };
  }
}
