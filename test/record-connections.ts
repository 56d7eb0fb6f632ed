/**
 * Loaded into a process with `--import`: writes every address that the process connects to, looks up or sends to, one a
 * line, into the file that `CONNECTIONS` names.
 */

import dgram from "node:dgram";
import dns from "node:dns";
import { appendFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

const file = process.env["CONNECTIONS"] ?? "";
const record = (what: string, where: unknown): void =>
  appendFileSync(file, `${what} ${typeof where === "string" ? where : JSON.stringify(where)}\n`);

/** Calls `record` before each call of a method. */
function watch(
  owner: object,
  name: string,
  what: string,
  read: (args: unknown[]) => unknown,
): void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== "function") return;
  Reflect.set(owner, name, function watched(this: unknown, ...args: unknown[]): unknown {
    record(what, read(args));
    return Reflect.apply(original, this, args) as unknown;
  });
}

interface Target {
  readonly host?: string;
  readonly port?: number;
  readonly path?: string;
}

/** `connect` takes options, a port and a host, a path, or a list that Node has made of them. */
function addressOf([first, second]: unknown[]): string {
  if (Array.isArray(first)) return addressOf(first as unknown[]);
  if (typeof first === "object" && first !== null) {
    const { host = "localhost", port, path } = first as Target;
    return path ?? `${host}:${port}`;
  }
  return typeof first === "number" ? `${String(second ?? "localhost")}:${first}` : String(first);
}

watch(net.Socket.prototype, "connect", "connect", addressOf);
watch(dgram.Socket.prototype, "send", "send", (args) => args.at(-2));
for (const name of ["lookup", "resolve", "resolve4", "resolve6"]) {
  watch(dns, name, "lookup", ([host]) => host);
  watch(dns.promises, name, "lookup", ([host]) => host);
}
syncBuiltinESMExports();
