import type { CallRecord } from "../../domain/call.ts";
import type { AuditEntry } from "../../ports/audit-log.ts";

/** What the audit log keeps of a call that has ended; `more` tells where the answer came from. */
export const callEnded = (call: CallRecord, more: AuditEntry["details"] = {}): AuditEntry => ({
  action: "call-ended",
  details: {
    model: call.askedOf,
    purpose: call.purpose,
    ended: call.ended,
    costUsd: call.costUsd ?? null,
    isCostEstimated: call.isCostEstimated,
    inputTokens: call.usage?.input ?? null,
    outputTokens: call.usage?.output ?? null,
    ...more,
  },
});
