/** Where no provider is: addresses that stay like that as long as they are used. */

import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { startTlsResetServer } from "../../src/testing/fake-provider-server/broken-servers.ts";
import type { FaultRow } from "./faults.ts";

export interface Places extends AsyncDisposable {
  readonly urls: Readonly<Record<NonNullable<FaultRow["place"]>, string>>;
}

export async function openPlaces(): Promise<Places> {
  const tls = await startTlsResetServer();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // The own end of a connection: nobody listens there, and nobody else gets the port meanwhile.
  const held = connect((server.address() as AddressInfo).port, "127.0.0.1");
  await once(held, "connect");
  return {
    urls: { "closed port": `http://127.0.0.1:${held.localPort}`, "TLS reset": tls.url },
    async [Symbol.asyncDispose]() {
      held.destroy();
      server.close();
      await tls[Symbol.asyncDispose]();
    },
  };
}
