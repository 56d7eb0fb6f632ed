import type { Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { atMost } from "./at-most.ts";
import { atProcessEnd } from "./process-end.ts";
import { findFamily, isAlive, type ProcessIdentity } from "./process-table.ts";
import { type ChildCommand, spawnChild } from "./spawn-child.ts";

/** How long a program may take to end by itself when asked to, before it is killed. */
const GRACE_MS = 300;
/** How long killed processes are waited for: one that hangs in the kernel must not hang us. */
const GONE_MS = 2_000;

/** How the program at a group's head ended; one of the two is `undefined`. */
export interface GroupEnd {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
}

/** A program and all that it started, as one thing that can be ended. */
export interface ProcessGroup {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves when the program has ended and what it left behind in its group is gone. */
  readonly ended: Promise<GroupEnd>;
  /** Asks the group to end, kills it if it does not; resolves when all of it is gone. */
  terminate(): Promise<void>;
}

/**
 * Starts a program as the head of a group that ends with the program, and with us.
 *
 * @throws {Fault} `toolchain/missing` when there is no such program.
 */
export async function startGroup(command: ChildCommand): Promise<ProcessGroup> {
  const child = await spawnChild(command);
  const pid = child.pid as number;
  const callOff = atProcessEnd(() => signalGroup(pid, "SIGKILL"));

  const ended = new Promise<GroupEnd>((resolve) => {
    child.once("exit", (exitCode, signal) => {
      const end = { exitCode: exitCode ?? undefined, signal: signal ?? undefined };
      // At once: the number of an empty group may be given to somebody else.
      const hasLeftovers = signalGroup(pid, "SIGKILL");
      callOff();
      const gone = hasLeftovers ? findFamily(pid).then(waitUntilGone) : Promise.resolve();
      resolve(gone.then(() => end));
    });
  });

  let termination: Promise<void> | undefined;
  const terminate = async (): Promise<void> => {
    // Those that left the group, as a sandbox's processes do, are found through their parents.
    const family = hasExited() ? [] : await findFamily(pid);
    if (!hasExited()) signalGroup(pid, "SIGTERM");
    await atMost(GRACE_MS, ended);
    if (!hasExited()) signalGroup(pid, "SIGKILL");
    for (const member of family) await kill(member);
    await ended;
    await waitUntilGone(family);
  };
  const hasExited = (): boolean => child.exitCode !== null || child.signalCode !== null;

  return {
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    ended,
    terminate: () => (termination ??= terminate()),
  };
}

/** Whether there was anybody to signal. */
function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

async function kill(member: ProcessIdentity): Promise<void> {
  if (!(await isAlive(member))) return;
  try {
    process.kill(member.pid, "SIGKILL");
  } catch {
    // It ended between the look and the blow.
  }
}

async function waitUntilGone(family: readonly ProcessIdentity[]): Promise<void> {
  const deadline = performance.now() + GONE_MS;
  for (const member of family) {
    while ((await isAlive(member)) && performance.now() < deadline) await sleep(5);
  }
}
