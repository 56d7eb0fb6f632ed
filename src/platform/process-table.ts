import { readdir, readFile } from "node:fs/promises";

/** One process, told from a later one with the same number by when it started. */
export interface ProcessIdentity {
  readonly pid: number;
  /** In the kernel's clock ticks since boot. */
  readonly startTime: string;
}

interface ProcessState extends ProcessIdentity {
  readonly parent: number;
  readonly group: number;
  readonly isDead: boolean;
}

/**
 * The living processes of the group `pid`, and all that descend from `pid` in whatever group.
 * Empty on systems without `/proc`.
 *
 * @see proc_pid_stat(5)
 */
export async function findFamily(pid: number): Promise<readonly ProcessIdentity[]> {
  const names = await readdir("/proc").catch(() => []);
  const states = (
    await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(readState))
  ).filter((state) => state !== undefined);
  const byParent = Map.groupBy(states, (state) => state.parent);

  const family = new Set(states.filter((state) => state.group === pid || state.pid === pid));
  // A set's walk also reaches what is added on the way.
  for (const member of family) {
    for (const child of byParent.get(member.pid) ?? []) family.add(child);
  }
  return [...family].filter((member) => !member.isDead);
}

/** Whether the process still runs; one that only waits to be reaped does not. */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  const state = await readState(String(identity.pid));
  return state !== undefined && !state.isDead && state.startTime === identity.startTime;
}

async function readState(pid: string): Promise<ProcessState | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  // The name stands in parentheses and may itself hold spaces and parentheses.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return {
    pid: Number(pid),
    isDead: fields[0] === "Z" || fields[0] === "X",
    parent: Number(fields[1]),
    group: Number(fields[2]),
    startTime: fields[19] ?? "",
  };
}
