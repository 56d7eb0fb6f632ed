/** Servers that are none: what a client meets before it can send anything. */

import { createServer } from "node:net";

interface BrokenServer extends AsyncDisposable {
  readonly url: string;
}

/** `https` on 127.0.0.1, whose handshake is cut at the client's first word. */
export async function startTlsResetServer(): Promise<BrokenServer> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end());
  });
  const port = await listen(server);
  return {
    url: `https://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

/** Address of a port of 127.0.0.1 where nobody listens. */
export async function findClosedUrl(): Promise<string> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("It listens nowhere");
  return address.port;
}
