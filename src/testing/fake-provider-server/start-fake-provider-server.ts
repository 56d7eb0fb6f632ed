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
import { chatWire } from "./chat-wire.ts";
import { ollamaWire } from "./ollama-wire.ts";
import { responsesWire } from "./responses-wire.ts";
import { sendAnswer } from "./send-answer.ts";

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
}

export interface FakeProviderServerOptions {
  /** What `GET /api/tags` lists, by name. @default [] */
  readonly ollamaModels?: readonly string[] | undefined;
  /** Context length that `POST /api/show` tells of every model listed. @default 32_768 */
  readonly ollamaContextLength?: number | undefined;
}

const WIRES: Readonly<Record<string, Wire>> = {
  "/v1/messages": anthropicWire,
  "/v1/responses": responsesWire,
  "/v1/chat/completions": chatWire,
  "/api/chat": ollamaWire,
};

const USAGE = { input: 11, output: 7, cached: 3, cacheWritten: 0, reasoning: 2 };

/** Starts it on a free port of 127.0.0.1; the last of `answers` is given again and again. */
export async function startFakeProviderServer(
  answers: readonly [FakeAnswer, ...FakeAnswer[]],
  options: FakeProviderServerOptions = {},
): Promise<FakeProviderServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, response) => void serve(request, response));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const received: ReceivedRequest = {
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
      body: body === "" ? undefined : (JSON.parse(body) as Record<string, unknown>),
      closed: new Promise((resolve) =>
        response.once("close", () => resolve({ isAnswerSent: response.writableFinished })),
      ),
    };
    const wire = WIRES[received.path];
    if (wire === undefined) return sendJson(response, ...describeOllama(received, options));
    const answer = answers[Math.min(requests.length, answers.length - 1)] ?? answers[0];
    requests.push(received);
    await answerWith(answer, received, response, wire);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answerWith(
  answer: FakeAnswer,
  received: ReceivedRequest,
  response: ServerResponse,
  wire: Wire,
): Promise<void> {
  switch (answer.kind) {
    case "text":
      return sendAnswer(response, writeWith(wire, answer, received), answer);
    case "status":
      return sendJson(response, answer.status, answer.body, answer.headers);
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

const writeWith = (wire: Wire, answer: TextAnswer, { body }: ReceivedRequest): WireAnswer =>
  wire({
    pieces: answer.pieces,
    finish: answer.finish ?? "stop",
    usage: answer.usage ?? USAGE,
    answeredBy: answer.answeredBy ?? String(body?.["model"]),
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
