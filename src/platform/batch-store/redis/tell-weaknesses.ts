import type { RedisLink } from "./connect.ts";

/** Says how the server may lose what is kept in it: paid answers would have to be paid again. */
export async function tellWeaknesses(
  { client, address, attempt }: RedisLink,
  onNote: (note: string) => void,
): Promise<void> {
  const settings = await attempt(() => readSettings(client).catch(toUntold));
  if (settings === undefined) {
    onNote(
      `the queue at ${address} does not tell its settings: make sure that it has "appendonly yes", "appendfsync always" and "maxmemory-policy noeviction"`,
    );
    return;
  }
  if (settings.get("appendonly") !== "yes")
    onNote(
      `the queue at ${address} keeps nothing over a restart of its server: set "appendonly yes" there, or paid answers may be lost`,
    );
  else if (settings.get("appendfsync") !== "always")
    onNote(
      `the queue at ${address} may forget its last two seconds when its server is killed: set "appendfsync always" there to keep all`,
    );
  const policy = settings.get("maxmemory-policy") ?? "noeviction";
  if (policy !== "noeviction")
    onNote(
      `the queue at ${address} may drop what is kept in it (maxmemory-policy ${policy}): set "noeviction" there`,
    );
}

async function readSettings(client: RedisLink["client"]): Promise<ReadonlyMap<string, string>> {
  const settings = new Map<string, string>();
  for (const name of ["appendonly", "appendfsync", "maxmemory-policy"]) {
    const [, value] = (await client.config("GET", name)) as readonly string[];
    if (value !== undefined) settings.set(name, value);
  }
  return settings;
}

/** A server that keeps its settings to itself is one that may be used. */
function toUntold(error: unknown): undefined {
  if (error instanceof Error && /^(?:NOPERM|ERR unknown command)/i.test(error.message)) return;
  throw error;
}
