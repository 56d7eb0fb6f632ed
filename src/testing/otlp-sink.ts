/** A loopback server that takes what OpenTelemetry exports, for tests with the real exporters. */

import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

export interface SunkSpan {
  readonly name: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface OtlpSink extends AsyncDisposable {
  /** e.g. `http://127.0.0.1:40123` */
  readonly url: string;
  /** As they came, spans in the order of their ends. */
  readonly spans: readonly SunkSpan[];
  /** Names of metrics that came with points. */
  readonly metrics: ReadonlySet<string>;
  /** Of the resource that spans came from. */
  readonly resource: Readonly<Record<string, unknown>>;
  readonly headers: readonly IncomingHttpHeaders[];
  /** All that came, as JSON: to look for what must not be there. */
  readonly text: string;
}

/** Starts it on a free port of 127.0.0.1. A sink that `isSilent` takes everything and never answers. */
export async function startOtlpSink(
  options: { readonly isSilent?: boolean } = {},
): Promise<OtlpSink> {
  const spans: SunkSpan[] = [];
  const metrics = new Set<string>();
  const resource: Record<string, unknown> = {};
  const headers: IncomingHttpHeaders[] = [];
  const bodies: unknown[] = [];

  const server = createServer(async (request, response) => {
    const body = (await json(request)) as OtlpBody;
    headers.push(request.headers);
    bodies.push(body);
    for (const part of body.resourceSpans ?? []) {
      Object.assign(resource, toRecord(part.resource.attributes));
      for (const span of part.scopeSpans.flatMap((scope) => scope.spans))
        spans.push({ ...span, attributes: toRecord(span.attributes) });
    }
    for (const part of body.resourceMetrics ?? [])
      for (const { name } of part.scopeMetrics.flatMap((scope) => scope.metrics)) metrics.add(name);
    if (options.isSilent === true) return;
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    metrics,
    resource,
    headers,
    get text() {
      return JSON.stringify(bodies);
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

type KeyValues = readonly {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}[];

interface OtlpBody {
  readonly resourceSpans?: readonly {
    readonly resource: { readonly attributes: KeyValues };
    readonly scopeSpans: readonly {
      readonly spans: readonly (Omit<SunkSpan, "attributes"> & {
        readonly attributes: KeyValues;
      })[];
    }[];
  }[];
  readonly resourceMetrics?: readonly {
    readonly scopeMetrics: readonly { readonly metrics: readonly { readonly name: string }[] }[];
  }[];
}

const toRecord = (attributes: KeyValues): Readonly<Record<string, unknown>> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
