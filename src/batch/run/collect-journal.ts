import { Fault } from "../../domain/fault.ts";
import { encodeEvent, encodeHeader } from "../../pipeline/record/journal.ts";
import { isTransient } from "../../pipeline/record/journal-store.ts";
import type { Clock } from "../../ports/clock.ts";
import type { RecordStore } from "../../ports/record-store.ts";

export interface JournalCollector extends RecordStore {
  /** The text of the run's journal so far. */
  readonly text: string;
}

/** Keeps the journal of one run in memory: a run that is lost is run again, from answers that are kept. */
export function collectJournal(clock: Clock, version: string): JournalCollector {
  const lines: string[] = [encodeHeader({ specwright: version })];
  const missing = async (): Promise<never> => {
    throw new Fault("record/missing", "Cannot read the run: its journal is still being written");
  };
  return {
    get text() {
      return `${lines.join("\n")}\n`;
    },
    async create(runId) {
      return {
        runId,
        async append(event) {
          if (isTransient(event)) return;
          lines.push(encodeEvent(event, lines.length, new Date(clock.now()).toISOString()));
        },
        async [Symbol.asyncDispose]() {},
      };
    },
    open: missing,
    read: missing,
    list: async () => [],
  };
}
