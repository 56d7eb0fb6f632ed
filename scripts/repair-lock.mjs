/**
 * Repairs package-lock.json after `npm install`, so that `npm ci` works from it everywhere.
 *
 * Some registries lack optional packages of foreign platforms; npm then leaves them out of the lock, and `npm ci`
 * calls the lock incomplete. Each missing one gets an entry that no platform matches. The GPU builds of
 * node-llama-cpp (640 MB) are marked the same way: the CPU build is the one we run.
 */
import { readFileSync, writeFileSync } from "node:fs";

const path = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(path, "utf8"));
const PLATFORM =
  /(android|darwin|linux|win32|freebsd|sunos|openbsd|netbsd|aix|openharmony)-?(arm64|x64|arm|ia32|riscv64|s390x|ppc64|loong64|x86)?/;
const GPU_BUILD = /^node_modules\/@node-llama-cpp\/.*-(cuda|cuda-ext|vulkan)$/;

const isLocked = (from, name) => {
  for (
    let at = from;
    ;
    at = at.includes("/node_modules/") ? at.slice(0, at.lastIndexOf("/node_modules/")) : ""
  ) {
    if (lock.packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`] !== undefined)
      return true;
    if (at === "") return false;
  }
};

let added = 0;
for (const [from, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(from, name)) continue;
    const [, os = "none", cpu] = name.match(PLATFORM) ?? [];
    lock.packages[`node_modules/${name}`] = {
      version: range.replace(/^[\^~]/, ""),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
      os: [os],
      ...(cpu === undefined ? {} : { cpu: [cpu] }),
      ...(name.includes("musl") ? { libc: ["musl"] } : {}),
    };
    added += 1;
  }
}

let silenced = 0;
for (const [at, entry] of Object.entries(lock.packages)) {
  if (!GPU_BUILD.test(at)) continue;
  entry.os = ["none"];
  silenced += 1;
}

lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)),
);
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(
  `package-lock.json: ${added} entries added, ${silenced} GPU builds silenced\n`,
);
