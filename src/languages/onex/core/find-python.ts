import { join } from "node:path";
import type { Machine } from "../../../ports/machine.ts";

const LEAST_MINOR = 12;
const NAMES = ["python3.13", "python3.12", "python3"] as const;

/** A Python that the core package runs on. */
export interface FoundPython {
  /** Absolute path of the program itself, behind shims. */
  readonly path: string;
  readonly version: string;
}

/** The first Python of version 3.12 or newer: on PATH, then among those that pyenv keeps; `undefined` for none. */
export async function findPython(machine: Machine): Promise<FoundPython | undefined> {
  const versions = join(machine.locations.home, ".pyenv", "versions");
  const kept = (await machine.files.list(versions))
    .filter((name) => /^3\.\d+/.test(name) && minorOf(name) >= LEAST_MINOR)
    .toReversed();
  for (const program of [...NAMES, ...kept.map((name) => join(versions, name, "bin", "python3"))]) {
    const found = await examine(program, machine);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function examine(name: string, machine: Machine): Promise<FoundPython | undefined> {
  const { toolRunner, files } = machine;
  const program = await toolRunner.find(name);
  if (program === undefined) return undefined;
  const { exitCode, stdout } = await toolRunner.run({
    program,
    args: ["-I", "-S", "-B", "-c", QUESTION],
    directory: files.root,
    inherits: "all",
    timeoutMs: 30_000,
  });
  const [path = "", version = ""] = stdout.trim().split("\n");
  return exitCode === 0 && version.startsWith("3.") && minorOf(version) >= LEAST_MINOR
    ? { path, version }
    : undefined;
}

const QUESTION =
  'import os, sys; print(os.path.realpath(sys.executable)); print(".".join(map(str, sys.version_info[:3])))';

const minorOf = (version: string): number => Number(version.split(".")[1]);
