import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Fault } from "../../domain/fault.ts";
import type { Machine } from "../../ports/machine.ts";
import type { InstallOptions, ProviderSettings } from "../../ports/provider.ts";
import { removeAbandonedParts } from "./abandoned-parts.ts";
import { ENGINE_VERSION, engineFolder, hasEngine } from "./engine.ts";
import { toStorageFault } from "./storage-fault.ts";

const INSTALL_TIMEOUT_MS = 30 * 60 * 1000;

/** The package with the native code of each machine. @see https://node-llama-cpp.withcat.ai/guide/ */
const BINARIES: Readonly<Record<string, string>> = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "linux-arm": "linux-armv7l",
  "darwin-x64": "mac-x64",
  "darwin-arm64": "mac-arm64-metal",
  "win32-x64": "win-x64",
  "win32-arm64": "win-arm64",
};

export interface InstallEngineOptions extends InstallOptions {
  /** @default whether there is one already, ours or the cache's */
  readonly isHere?: boolean | undefined;
  /** @default this machine's, e.g. `linux-x64` */
  readonly platform?: string | undefined;
}

/**
 * Installs the engine into the cache with the machine's own npm, unless there is one. Runs no package's scripts;
 * what is half done never stands in the engine's place.
 *
 * @throws {Fault} `toolchain/missing` without npm; `model/missing` where no binary fits; `download/failed`, `storage/*`
 * @throws `options.signal.reason` when aborted.
 */
export async function installEngine(
  settings: Pick<ProviderSettings, "cacheDirectory" | "isOffline" | "idleTimeoutMs">,
  { toolRunner }: Pick<Machine, "toolRunner">,
  options: InstallEngineOptions,
): Promise<void> {
  const { onProgress, signal, platform = `${process.platform}-${process.arch}` } = options;
  signal?.throwIfAborted();
  if (options.isHere ?? (await hasEngine(settings))) return;
  const binary = BINARIES[platform];
  if (binary === undefined) {
    throw new Fault(
      "model/missing",
      `Cannot install the engine: it has no binary for ${platform}`,
      {
        help: "Use a model that a server runs, e.g. ollama/NAME",
      },
    );
  }
  if (settings.isOffline) {
    throw new Fault("download/failed", "Cannot install the engine: this is an offline run", {
      help: "Run once without --offline",
    });
  }
  const npm = await toolRunner.find("npm");
  if (npm === undefined) {
    throw new Fault("toolchain/missing", "Cannot install the engine: there is no npm", {
      help: "npm comes with Node; put it on PATH",
    });
  }
  onProgress({ what: "the engine node-llama-cpp", bytes: 0, totalBytes: undefined });
  const target = engineFolder(settings);
  try {
    const draft = `${target}.${process.pid}.part`;
    await mkdir(draft, { recursive: true });
    await removeAbandonedParts(dirname(target));
    try {
      // Without a package.json of its own, npm may take a folder further up for the project.
      await writeFile(join(draft, "package.json"), '{"private":true}\n');
      const result = await toolRunner.run(
        {
          program: npm,
          args: [
            ...["install", "--prefix", draft, "--omit=optional", "--ignore-scripts"],
            ...["--no-audit", "--no-fund", "--no-progress", "--save-exact"],
            ...["--fetch-retries=2", "--fetch-retry-maxtimeout=10000"],
            `--fetch-timeout=${settings.idleTimeoutMs}`,
            `node-llama-cpp@${ENGINE_VERSION}`,
            `@node-llama-cpp/${binary}@${ENGINE_VERSION}`,
          ],
          directory: draft,
          environment: { NODE_LLAMA_CPP_SKIP_DOWNLOAD: "true" },
          inherits: "all",
          timeoutMs: INSTALL_TIMEOUT_MS,
        },
        { signal },
      );
      if (result.exitCode !== 0) throw failed(result.exitCode, result.stderr);
      await putInPlace(draft, target);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  } catch (error) {
    throw toStorageFault(error, dirname(target));
  }
}

/** Whoever comes second leaves the first one's work alone. */
async function putInPlace(draft: string, target: string): Promise<void> {
  try {
    await rename(draft, target);
  } catch (error) {
    if (!(await hasEngine({ cacheDirectory: dirname(dirname(target)) }, () => false))) throw error;
  }
}

function failed(exitCode: number | undefined, stderr: string): Fault {
  if (/\bENOSPC\b/.test(stderr)) {
    return new Fault("storage/full", "Cannot install the engine: the disk is full", {
      help: "Free some space, or set cache_directory to a folder on another disk",
    });
  }
  const said = stderr
    .split("\n")
    .find((line) => /^npm (?:ERR!|error) /.test(line) && !/ code /.test(line));
  return new Fault(
    "download/failed",
    `Cannot install the engine: npm ended with ${exitCode ?? "a signal"}`,
    {
      help: [
        ...(said === undefined ? [] : [said]),
        "Check the network, and that npm reaches its registry",
      ].join("\n"),
      details: { exitCode },
    },
  );
}
