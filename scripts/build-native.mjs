#!/usr/bin/env node
/**
 * Builds `native/llguidance` where Cargo is, and says in one line what happened. Never fails: without it, constrained
 * writing runs as WebAssembly.
 *
 *   node scripts/build-native.mjs [--force]
 *
 * Only in a checkout: the published package holds neither the sources nor the built file. A build whose sources have
 * not changed is not repeated.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, "native", "llguidance");
const addon = join(folder, "llguidance.node");
const receipt = join(folder, "llguidance.built.json");
const LIBRARIES = {
  linux: "libspecwright_llguidance.so",
  darwin: "libspecwright_llguidance.dylib",
  win32: "specwright_llguidance.dll",
};

process.stderr.write(`native constraint engine: ${build()}\n`);

function build() {
  if (!existsSync(join(root, ".git")) || !existsSync(join(folder, "Cargo.toml")))
    return "not built, as this is no checkout; WebAssembly serves";
  const library = LIBRARIES[process.platform];
  if (library === undefined)
    return `not built, as ${process.platform} is not known; WebAssembly serves`;
  const hash = hashSources();
  if (!process.argv.includes("--force") && isBuilt(hash)) return "up to date";
  const version = spawnSync("cargo", ["--version"], { encoding: "utf8" });
  if (version.status !== 0) return "not built, as there is no Cargo; WebAssembly serves";

  const startedAt = Date.now();
  const cargo = spawnSync("cargo", ["build", "--release", "--locked"], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  const built = join(folder, "target", "release", library);
  if (cargo.status !== 0 || !existsSync(built))
    return `not built; WebAssembly serves: ${whyOf(cargo)}`;
  try {
    // Put in its place at once: a process may be loading the old one.
    copyFileSync(built, `${addon}.new`);
    renameSync(`${addon}.new`, addon);
    writeFileSync(receipt, `${JSON.stringify({ hash })}\n`);
  } catch (error) {
    return `not built; WebAssembly serves: ${error.message}`;
  }
  return `built in ${Math.round((Date.now() - startedAt) / 1000)} s with ${version.stdout.trim()}`;
}

function isBuilt(hash) {
  if (!existsSync(addon) || !existsSync(receipt)) return false;
  try {
    return JSON.parse(readFileSync(receipt, "utf8")).hash === hash;
  } catch {
    return false;
  }
}

/** Of the sources and of what they are built for. */
function hashSources() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}`);
  const sources = readdirSync(join(folder, "src"))
    .sort()
    .map((name) => `src/${name}`);
  for (const name of ["Cargo.toml", "Cargo.lock", "build.rs", ...sources]) {
    const file = join(folder, name);
    hash.update(`\n${name}\n`).update(existsSync(file) ? readFileSync(file) : "");
  }
  return hash.digest("hex");
}

function whyOf({ error, stderr }) {
  const lines = (stderr ?? "").split("\n").filter((line) => line.startsWith("error"));
  return error?.message ?? lines[0] ?? "Cargo gave no reason";
}
