/** Labelling on a page in the browser of this machine. */

import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { Fault } from "../../domain/fault.ts";
import { readPackageFiles } from "../../platform/package-files.ts";
import type { LabelSession } from "../../training/feedback/label-session.ts";
import { createLabelApp, type LabelAppOptions } from "./label-app.ts";

/** No other machine can reach it. */
const HOST = "127.0.0.1";

export interface ServeLabelsOptions extends Pick<LabelAppOptions, "by" | "onTrouble"> {
  /** @default one that is free */
  readonly port: number | undefined;
}

/** Disposing of it closes the page; an answer that is being kept is kept first. */
export interface LabelPage extends AsyncDisposable {
  /** With the token that lets a browser in. */
  readonly url: string;
  /** Resolves when the person is done, or `signal` is aborted. */
  ended(signal: AbortSignal): Promise<void>;
}

/** @throws {Fault} `usage/invalid` where the port cannot be had */
export async function serveLabels(
  session: LabelSession,
  { port, by, onTrouble }: ServeLabelsOptions,
): Promise<LabelPage> {
  const token = randomBytes(32).toString("base64url");
  const assets = await readPackageFiles("pages/labelling", "");
  const { promise: isDone, resolve: onEnd } = Promise.withResolvers<void>();
  // Its address is known once it listens, and nobody asks before.
  let app: ReturnType<typeof createLabelApp>;
  const server = createAdaptorServer({
    fetch: (request, env) => app.fetch(request, env as HttpBindings),
    overrideGlobalObjects: false,
  }) as Server;
  const bound = await listen(server, port ?? 0);
  app = createLabelApp(session, { assets, by, onTrouble, onEnd, token, port: bound });
  return {
    url: `http://${HOST}:${bound}/?token=${token}`,
    ended: (signal) => Promise.race([isDone, untilAborted(signal)]),
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      await session.current();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    server.listen(port, HOST);
    await once(server, "listening");
  } catch (cause) {
    throw new Fault("usage/invalid", `Cannot open the page on port ${port}: it cannot be had`, {
      help: "Something else has it, or it is not for you; choose another, or leave --port out",
      cause,
    });
  }
  return (server.address() as AddressInfo).port;
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}
