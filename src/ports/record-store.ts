/** Where the events of runs are kept. */

import type { RunEvent } from "../domain/run.ts";

export interface RunRecord extends AsyncDisposable {
  readonly runId: string;
  /** On the disk when this resolves, for events that end something. */
  append(event: RunEvent): Promise<void>;
}

export interface RecordStore {
  /** @throws {Fault} `record/busy`, and `storage/unwritable` for an id that is taken */
  create(runId: string): Promise<RunRecord>;
  /** Opens an unfinished run to go on with it. @throws {Fault} `record/missing`; `record/busy` while another process is at work on it */
  open(runId: string): Promise<RunRecord>;
  /** @throws {Fault} `record/missing`, `record/unreadable` */
  read(runId: string): Promise<readonly RunEvent[]>;
  /** Ids of all runs, oldest first. */
  list(): Promise<readonly string[]>;
}
