import { Fault } from "../../domain/fault.ts";

/** The fault of who asks for money that nobody put there: the batch was forgotten, or never begun. */
export const withoutPool = (batchId: string): Fault =>
  new Fault("record/missing", `Cannot pay for a call of batch "${batchId}": it has no money pool`, {
    help: "The batch was dropped while it was worked on; start it again",
    details: { batchId },
  });
