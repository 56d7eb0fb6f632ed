/** A loopback server that speaks the providers' own formats, faults included, for tests with the real clients. */

import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { FakeAnswer, TextAnswer, Wire, WireAnswer } from "./answer.ts";
import { anthropicWire } from "./anthropic-wire.ts";
import type { FakeBatches } from "./batch-store.ts";
import { createBill, type FakeBill, USAGE } from "./bill.ts";
import { chatWire } from "./chat-wire.ts";
import { ollamaWire } from "./ollama-wire.ts";
import { createPaidRequests, type PaidRequests, type Serving } from "./paid-requests.ts";
import {
  ANTHROPIC_ERRORS,
  CHAT_ERRORS,
  OLLAMA_ERRORS,
  RESPONSES_ERRORS,
} from "./provider-errors.ts";
import { responsesWire } from "./responses-wire.ts";
import { sendAnswer } from "./send-answer.ts";
import { writeHeaders } from "./write-headers.ts";

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The body, read as JSON; `undefined` when it had none. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  /** Resolves when the connection is done with: whether the whole answer was sent before. */
  readonly closed: Promise<{ readonly isAnswerSent: boolean }>;
}

export interface FakeProviderServer extends AsyncDisposable {
  /** e.g. `http://127.0.0.1:40123` */
  readonly url: string;
  /** Calls of models, oldest first. */
  readonly requests: readonly ReceivedRequest[];
  /** What a provider would charge for: whole prompts, and the share of each answer that was sent. */
  readonly billed: FakeBill;
  /** Which requests were paid for, and which of them more than once. */
  readonly paid: PaidRequests;
}

/** Answers in their order, the last of them again and again; or one for each request, counted from 0. */
export type FakeAnswers =
  | readonly [FakeAnswer, ...FakeAnswer[]]
  | ((request: ReceivedRequest, index: number) => FakeAnswer | PromiseLike<FakeAnswer>);

export interface FakeProviderServerOptions {
  /** What `GET /api/tags` lists, by name. @default [] */
  readonly ollamaModels?: readonly string[] | undefined;
  /** Context length that `POST /api/show` tells of every model listed. @default 32_768 */
  readonly ollamaContextLength?: number | undefined;
  /** Batch endpoints of Anthropic and OpenAI. @default none */
  readonly batches?: FakeBatches | undefined;
  /**
   * Whether a request whose `Idempotency-Key` was answered before gets the same answer again, and is not charged. One
   * that is being answered for a connection that went away is made to its end, charged once, and kept.
   * @default false
   */
  readonly idempotent?: boolean | undefined;
}

const FORMATS = {
  "/v1/messages": { wire: anthropicWire, errors: ANTHROPIC_ERRORS },
  "/v1/responses": { wire: responsesWire, errors: RESPONSES_ERRORS },
  "/v1/chat/completions": { wire: chatWire, errors: CHAT_ERRORS },
  "/api/chat": { wire: ollamaWire, errors: OLLAMA_ERRORS },
} as const;

type Format = (typeof FORMATS)[keyof typeof FORMATS];

const isModelPath = (path: string): path is keyof typeof FORMATS => path in FORMATS;

/**
 * Starts it on a free port of 127.0.0.1.
 *
 * @example await startFakeProviderServer([{ kind: "error", error: "overloaded" }, { kind: "text", pieces: ["ok"] }])
 */
export async function startFakeProviderServer(
  answers: FakeAnswers,
  options: FakeProviderServerOptions = {},
): Promise<FakeProviderServer> {
  const requests: ReceivedRequest[] = [];
  const bill = createBill();
  const paid = createPaidRequests(options.idempotent ?? false);
  const server = createServer((request, response) => void serve(request, response));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    if (await serveBatches(request, body, response, options)) return;
    const received: ReceivedRequest = {
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
      body: body === "" ? undefined : (JSON.parse(body) as Record<string, unknown>),
      closed: new Promise((resolve) =>
        response.once("close", () => resolve({ isAnswerSent: response.writableFinished })),
      ),
    };
    const { path } = received;
    if (!isModelPath(path)) return sendJson(response, ...describeOllama(received, options));
    const index = requests.push(received) - 1;
    const serving = await paid.serve(
      { path, key: request.headers["idempotency-key"]?.toString(), body: received.body },
      async () =>
        typeof answers === "function"
          ? answers(received, index)
          : (answers[Math.min(index, answers.length - 1)] ?? answers[0]),
    );
    await answerWith(serving, received, response, FORMATS[path], bill);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get billed() {
      return bill.read();
    },
    get paid() {
      return paid.read();
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

const serveBatches = async (
  { method = "", url = "", headers }: IncomingMessage,
  body: string,
  response: ServerResponse,
  { batches }: FakeProviderServerOptions,
): Promise<boolean> =>
  batches !== undefined &&
  batches.serve({ method, path: url, host: headers.host ?? "", body }, response);

async function answerWith(
  { answer, payment }: Serving,
  received: ReceivedRequest,
  response: ServerResponse,
  { wire, errors }: Format,
  bill: ReturnType<typeof createBill>,
): Promise<void> {
  const isAnthropic = wire === anthropicWire;
  switch (answer.kind) {
    case "text": {
      const count = payment === "none" ? () => undefined : bill.open(answer);
      if (payment === "whole") count(answer.pieces.length);
      return sendAnswer(response, writeWith(wire, answer, received), answer, {
        headers: writeHeaders(answer, isAnthropic),
        onPieces: payment === "as-sent" ? count : () => undefined,
      });
    }
    case "error": {
      const { status, body } = errors[answer.error];
      const typed = isAnthropic ? { type: "error", ...body } : body;
      return sendJson(response, status, typed, writeHeaders(answer, isAnthropic));
    }
    case "status":
      return sendJson(response, answer.status, answer.body, writeHeaders(answer, isAnthropic));
    case "raw": {
      const type = { "content-type": answer.contentType };
      response.writeHead(answer.status ?? 200, { ...type, ...writeHeaders(answer, isAnthropic) });
      response.end(answer.text);
      return;
    }
    case "echo": {
      const message = `received ${JSON.stringify([received.headers, received.body])}`;
      const isOllama = wire === ollamaWire;
      const error = { type: "echo", message };
      return sendJson(response, answer.status, {
        type: "error",
        error: isOllama ? message : error,
      });
    }
    case "reset":
      response.socket?.destroy();
      return;
    case "silence":
  }
}

const writeWith = (
  wire: Wire,
  { pieces, finish = "stop", usage = USAGE, answeredBy }: TextAnswer,
  { body }: ReceivedRequest,
): WireAnswer =>
  wire({
    pieces,
    finish,
    usage: usage === "missing" ? undefined : usage,
    answeredBy: answeredBy ?? String(body?.["model"]),
  });

/** What Ollama says about its models. @see https://docs.ollama.com/api/tags */
function describeOllama(
  { method, path, body }: ReceivedRequest,
  { ollamaModels = [], ollamaContextLength = 32_768 }: FakeProviderServerOptions,
): readonly [number, unknown] {
  if (method === "GET" && path === "/api/tags") {
    return [200, { models: ollamaModels.map((name) => ({ name, model: name, size: 1 })) }];
  }
  if (method === "POST" && path === "/api/show") {
    const name = String(body?.["model"]);
    return ollamaModels.includes(name)
      ? [
          200,
          {
            model_info: { "toy.context_length": ollamaContextLength },
            capabilities: ["completion"],
          },
        ]
      : [404, { error: `model '${name}' not found` }];
  }
  return [404, { error: { message: `no such path: ${path}` } }];
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}
