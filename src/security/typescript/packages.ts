import type { ImportedModule } from "../code.ts";

/** Modules that come with Node. */
const OWN = new Set(
  (
    "assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events " +
    "fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream " +
    "string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib"
  ).split(" "),
);

/** The package behind a module's name; `undefined` for Node's own, and for paths, aliases of paths and addresses. */
export function packageOfScriptImport({ module }: ImportedModule): string | undefined {
  if (/^(?:[./#~]|@\/|node:|bun:|\w+:\/\/)/.test(module) || module === "") return undefined;
  const [first = "", second] = module.split("/");
  if (OWN.has(first)) return undefined;
  return first.startsWith("@") && second !== undefined ? `${first}/${second}` : first;
}
