import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import type { Readable, Writable } from "node:stream";
import { requireProgram, searchPath } from "./find-program.ts";

/** What is started, where, and what it sees of the environment. */
export interface ChildCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** `nothing` is PATH and LANG alone, `all` is our whole environment. */
  readonly inherits: "nothing" | "all";
}

/** A started program with its three pipes. */
export type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Starts a program without a shell, as the head of its own session and process group.
 *
 * @throws {Fault} `toolchain/missing` when there is no such program.
 */
export async function spawnChild(command: ChildCommand): Promise<Child> {
  const program = await requireProgram(command.program);
  const child = spawn(program, command.args, {
    cwd: command.directory,
    env: { ...readInherited(command.inherits), ...command.environment },
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  // A program may end without reading what we write; its exit code tells the story.
  child.stdin.on("error", () => undefined);
  try {
    await once(child, "spawn");
  } catch (cause) {
    await requireFolder(command.directory);
    // It may have gone since it was looked up.
    await requireProgram(command.program);
    throw cause;
  }
  return child;
}

/** Without HOME: what the user has set up for themselves must not change what a checker says. */
const readInherited = (inherits: ChildCommand["inherits"]): NodeJS.ProcessEnv =>
  inherits === "all" ? process.env : { PATH: searchPath(), LANG: "C.UTF-8" };

async function requireFolder(path: string): Promise<void> {
  const entry = await stat(path).catch(() => undefined);
  if (entry?.isDirectory() !== true)
    throw new TypeError(`Cannot start a program in ${JSON.stringify(path)}: it is not a folder`);
}
