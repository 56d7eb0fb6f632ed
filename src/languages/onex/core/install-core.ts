import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../../../domain/fault.ts";
import type { InstallToolsOptions } from "../../../ports/language-pack.ts";
import type { Machine } from "../../../ports/machine.ts";
import type { ToolRunner } from "../../../ports/tool-runner.ts";
import { CORE_PACKAGE, environmentsFolder, findCoreIn } from "./find-core.ts";
import { findPython } from "./find-python.ts";
import { readFacts, readOwnFacts } from "./read-facts.ts";

/**
 * Makes a virtual environment with the core package in the cache, unless there is one of that version. What is half
 * done never stands in its place.
 *
 * @returns where it is, in words.
 * @throws {Fault} `toolchain/missing` without a Python that is new enough; `usage/invalid`, `download/failed`
 * @throws `options.signal.reason` when aborted.
 */
export async function installCore(machine: Machine, options: InstallToolsOptions): Promise<string> {
  const { onProgress, signal, version = (await readOwnFacts()).version } = options;
  signal?.throwIfAborted();
  if (!/^\d+(?:\.\w+)*$/.test(version))
    throw new Fault("usage/invalid", `Cannot install version ${JSON.stringify(version)}`, {
      help: "Name a version such as 0.47.57",
    });
  const target = join(environmentsFolder(machine), version);
  const there = await findCoreIn(target, machine);
  if (!("why" in there)) return `${CORE_PACKAGE} ${there.version} is in ${target}`;

  const python = await findPython(machine);
  if (python === undefined)
    throw new Fault(
      "toolchain/missing",
      `Cannot install ${CORE_PACKAGE}: there is no Python 3.12 or newer`,
      {
        help: "Install Python 3.12 or newer, so that python3.12 or python3 is found on PATH",
      },
    );
  const draft = `${target}.part-${machine.random.nextId()}`;
  await mkdir(draft, { recursive: true });
  try {
    onProgress(`making an environment with Python ${python.version}`);
    await run(machine.toolRunner, [python.path, "-I", "-m", "venv", draft], options);
    onProgress(`installing ${CORE_PACKAGE} ${version}`);
    await run(machine.toolRunner, pip(join(draft, "bin", "python"), version), options);
    await putInPlace(draft, target, machine);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  const core = await findCoreIn(target, machine);
  if ("why" in core)
    throw new Fault("toolchain/broken", `Cannot use what was installed: ${core.why}`, {
      help: core.help,
    });
  onProgress("asking it what it offers");
  await readFacts(core, machine);
  return `${CORE_PACKAGE} ${core.version} is in ${target}`;
}

const pip = (python: string, version: string): readonly string[] => [
  ...[python, "-I", "-m", "pip", "install", "--disable-pip-version-check", "--no-input"],
  ...["--progress-bar", "off", "--only-binary", ":all:", `${CORE_PACKAGE}==${version}`],
];

/** A program that is told about line by line; the user's proxies and certificates apply. */
async function run(
  toolRunner: ToolRunner,
  [program = "", ...args]: readonly string[],
  { onProgress, signal }: InstallToolsOptions,
): Promise<void> {
  signal?.throwIfAborted();
  await using tool = await toolRunner.start({ program, args, inherits: "all" });
  const stop = (): void => void tool[Symbol.asyncDispose]();
  signal?.addEventListener("abort", stop, { once: true });
  for await (const line of tool.lines)
    if (/^(?:Collecting|Installing)/.test(line)) onProgress(line);
  signal?.removeEventListener("abort", stop);
  signal?.throwIfAborted();
  const { exitCode, stderr } = await tool.ended;
  if (exitCode === 0) return;
  const said =
    stderr.split("\n").find((line) => line.startsWith("ERROR: ")) ??
    stderr.trim().split("\n").at(-1);
  throw new Fault("download/failed", `Cannot install ${CORE_PACKAGE}: ${said || "pip failed"}`, {
    help: "Check the network, and that pip reaches its index; a version that is not there cannot be installed",
    details: { exitCode },
  });
}

/** Whoever comes second leaves the first one's work alone. */
async function putInPlace(draft: string, target: string, machine: Machine): Promise<void> {
  const there = await findCoreIn(target, machine);
  if (!("why" in there)) return;
  await rm(target, { recursive: true, force: true });
  await rename(draft, target);
}
