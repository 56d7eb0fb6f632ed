/** The parts of a check, in the order in which they run. */
export const CHECK_PHASES = [
  "response",
  "guard",
  "syntax",
  "type",
  "signature",
  "compliance",
  "security",
  "example",
  "test",
] as const;
export type CheckPhase = (typeof CHECK_PHASES)[number];
