/** Where it is remembered what became of routes with a share. */

import type { RouteState } from "../domain/route-traffic.ts";

/** A file that cannot be understood is never taken for an empty one. */
export interface RouteStore {
  /** @throws {Fault} `route/unreadable`, `storage/*` */
  read(): Promise<readonly RouteState[]>;
  /**
   * Changes what is remembered, one process after the other; what is remembered then. Nothing is written where `change`
   * gives back what it was given.
   *
   * @throws {Fault} `route/unreadable`, `record/busy`, `storage/*`
   */
  change(
    change: (states: readonly RouteState[]) => readonly RouteState[],
  ): Promise<readonly RouteState[]>;
}
