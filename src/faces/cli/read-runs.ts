import { isFault } from "../../domain/fault.ts";
import type { RunEvent } from "../../domain/run.ts";
import type { RecordStore } from "../../ports/record-store.ts";
import { escapeText } from "./escape-text.ts";
import type { Terminal } from "./terminal.ts";

/** The events of all runs of this project; a journal that cannot be read is told and left out. */
export async function readRuns(
  records: RecordStore,
  terminal: Terminal,
): Promise<readonly (readonly RunEvent[])[]> {
  const runs: (readonly RunEvent[])[] = [];
  for (const id of await records.list()) {
    try {
      const events = await records.read(id);
      if (events[0]?.type === "run-start") runs.push(events);
    } catch (error) {
      if (!isFault(error, "record/unreadable")) throw error;
      terminal.say(`${escapeText(id)}: left out, its journal cannot be read`);
    }
  }
  return runs;
}
