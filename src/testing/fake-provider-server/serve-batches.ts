import type { ServerResponse } from "node:http";
import { setImmediate, setTimeout as wait } from "node:timers/promises";
import { anthropicBatches } from "./anthropic-batches.ts";
import type { BatchAnswer } from "./batch-endpoints.ts";
import {
  type BatchStore,
  createBatchStore,
  type FakeBatches,
  type FakeBatchesOptions,
} from "./batch-store.ts";
import { openaiBatches } from "./openai-batches.ts";

/**
 * Batch endpoints of Anthropic and OpenAI for the fake provider server, with one bill for both.
 *
 * @example startFakeProviderServer([{ kind: "silence" }], { batches: createFakeBatches({ endsAfterPolls: 2 }) })
 */
export function createFakeBatches(options: FakeBatchesOptions = {}): FakeBatches {
  const store = createBatchStore(options);
  const providers = [anthropicBatches(), openaiBatches()];
  return {
    batches: store.batches,
    bill: store.bill,
    get submissions() {
      return store.submissions;
    },
    async serve({ method, path, host, body }, response) {
      const url = new URL(path, `http://${host}`);
      const answer = providers
        .map((serve) => serve({ method, url, body }, store))
        .find((found) => found !== undefined);
      if (answer === undefined) return false;
      if (options.delayMs !== undefined) await wait(options.delayMs);
      await send(answer, store, response);
      return true;
    },
  };
}

async function send(
  answer: BatchAnswer,
  store: BatchStore,
  response: ServerResponse,
): Promise<void> {
  switch (answer.kind) {
    case "json":
      return sendJson(response, answer.status, answer.body);
    case "lines":
      return sendLines(answer.lines, store, response);
    case "submit": {
      const what = store.options.onSubmit?.(store.submissions) ?? "answer";
      store.submissions += 1;
      if (typeof what === "number")
        return sendJson(response, what, { error: { type: "some_error", message: "no" } });
      if (what === "hold-before") return;
      if (what === "lose-before") {
        response.socket?.destroy();
        return;
      }
      const batch = store.accept(answer.items);
      if (what === "lose-after") response.socket?.destroy();
      else if (what === "answer") sendJson(response, 200, answer.render(batch));
    }
  }
}

async function sendLines(
  lines: readonly string[],
  store: BatchStore,
  response: ServerResponse,
): Promise<void> {
  const fault = store.options.onDownload?.(store.downloads);
  store.downloads += 1;
  response.writeHead(200, { "content-type": "application/x-jsonl" });
  response.flushHeaders();
  for (const line of lines.slice(0, fault?.lines)) {
    await new Promise((resolve) => response.write(`${line}\n`, resolve));
    await setImmediate();
  }
  store.options.onEvent?.("downloading");
  if (fault === undefined) response.end();
  else if (fault.end === "lose") response.socket?.destroy();
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
