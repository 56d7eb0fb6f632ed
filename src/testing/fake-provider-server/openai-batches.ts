import type { BatchAnswer, BatchEndpoints } from "./batch-endpoints.ts";
import {
  answerTo,
  BATCH_USAGE,
  countOutcomes,
  type FakeBatch,
  type FakeBatchItem,
  type ItemOutcome,
  lastText,
  outcomeOf,
} from "./batch-store.ts";

interface InputLine {
  readonly custom_id: string;
  readonly body: { readonly model: string; readonly input: unknown };
}

/** OpenAI's files and batches. @see https://platform.openai.com/docs/api-reference/batch */
export function openaiBatches(): BatchEndpoints {
  const inputs = new Map<string, readonly FakeBatchItem[]>();

  return ({ method, url, body }, store) => {
    const [version, root, id, action] = url.pathname.slice(1).split("/");
    if (version !== "v1") return undefined;
    if (root === "files") {
      if (method === "POST") {
        const fileId = `file_${inputs.size + 1}`;
        inputs.set(fileId, readUpload(body));
        return json({ id: fileId, object: "file", bytes: body.length, purpose: "batch" });
      }
      const [kind = "", batchId = ""] = (id ?? "").split("-");
      const batch = store.find(batchId);
      return batch === undefined ? notFound(url) : { kind: "lines", lines: readFile(batch, kind) };
    }
    if (root !== "batches") return undefined;
    if (id === undefined) {
      if (method === "POST") {
        const { input_file_id: fileId } = JSON.parse(body) as { readonly input_file_id: string };
        return { kind: "submit", items: inputs.get(fileId) ?? [], render };
      }
      for (const batch of store.batches) store.poll(batch);
      return json(listPage(store.batches, url));
    }
    const batch = store.find(id);
    if (batch === undefined) return notFound(url);
    if (action === "cancel") store.cancel(batch);
    else store.poll(batch);
    return json(render(batch));
  };
}

const json = (body: unknown): BatchAnswer => ({ kind: "json", status: 200, body });

const notFound = (url: URL): BatchAnswer => ({
  kind: "json",
  status: 404,
  body: { error: { type: "not_found_error", code: null, message: `nothing at ${url.pathname}` } },
});

/** The lines of JSON between the parts of a form. */
const readUpload = (form: string): readonly FakeBatchItem[] =>
  form
    .split(/\r?\n/)
    .filter((line) => line.startsWith('{"custom_id"'))
    .map((line) => JSON.parse(line) as InputLine)
    .map(({ custom_id: key, body }) => ({
      key,
      model: body.model,
      prompt: lastText(body.input),
    }));

function listPage(batches: readonly FakeBatch[], url: URL): unknown {
  const newest = batches.toReversed();
  const after = url.searchParams.get("after");
  const start = after === null ? 0 : newest.findIndex(({ id }) => id === after) + 1;
  const limit = Number(url.searchParams.get("limit") ?? 20);
  const page = newest.slice(start, start + limit);
  return {
    object: "list",
    data: page.map(render),
    has_more: start + limit < newest.length,
    last_id: page.at(-1)?.id ?? null,
  };
}

const STATES = {
  running: "in_progress",
  ended: "completed",
  failed: "failed",
  cancelled: "cancelled",
  expired: "expired",
} as const;

function render(batch: FakeBatch): unknown {
  const { succeeded } = countOutcomes(batch);
  const total = batch.items.length;
  const isDone = batch.state !== "running" && batch.state !== "failed";
  // While a batch is being looked at, its requests are not yet counted.
  const counts =
    batch.state === "running" && batch.polls === 0
      ? { total: 0, completed: 0, failed: 0 }
      : { total, completed: isDone ? succeeded : 0, failed: isDone ? total - succeeded : 0 };
  return {
    id: batch.id,
    object: "batch",
    status: STATES[batch.state],
    created_at: Math.floor(batch.createdAt / 1000),
    request_counts: counts,
    output_file_id: isDone && succeeded > 0 ? `output-${batch.id}` : null,
    error_file_id: isDone && succeeded < total ? `error-${batch.id}` : null,
    errors:
      batch.state === "failed"
        ? { data: [{ code: "token_limit_exceeded", message: "Enqueued token limit reached" }] }
        : null,
  };
}

const readFile = (batch: FakeBatch, kind: string): readonly string[] =>
  batch.items.flatMap((item, index) => {
    const outcome = outcomeOf(batch, index);
    const isError = outcome !== "succeeded";
    return isError === (kind === "error")
      ? [JSON.stringify({ id: `line_${index}`, custom_id: item.key, ...resultOf(item, outcome) })]
      : [];
  });

function resultOf(item: FakeBatchItem, outcome: ItemOutcome): object {
  switch (outcome) {
    case "expired":
    case "cancelled":
      return { response: null, error: { code: `batch_${outcome}`, message: `It was ${outcome}` } };
    case "errored":
      return failure(503, { type: "server_error", code: null, message: "Overloaded" });
    case "invalid":
      return failure(400, {
        type: "invalid_request_error",
        code: null,
        message: "no such field",
      });
    case "succeeded":
      return { response: { status_code: 200, body: answerBody(item) }, error: null };
  }
}

const failure = (status: number, error: object): object => ({
  response: { status_code: status, body: { error: { param: null, ...error } } },
  error: null,
});

const answerBody = (item: FakeBatchItem): unknown => ({
  id: "resp_1",
  object: "response",
  created_at: 1_750_000_000,
  model: item.model,
  status: "completed",
  output: [
    {
      type: "message",
      id: "msg_1",
      role: "assistant",
      content: [{ type: "output_text", text: answerTo(item), annotations: [] }],
    },
  ],
  usage: { input_tokens: BATCH_USAGE.input, output_tokens: BATCH_USAGE.output },
});
