/**
 * The parts of a check, in the order in which they run; `lock` compares what was given with what came back, `proof` is
 * the verifier's word.
 */
export const CHECK_PHASES = [
  "response",
  "guard",
  "lock",
  "syntax",
  "type",
  "signature",
  "compliance",
  "security",
  "proof",
  "example",
  "test",
] as const;
export type CheckPhase = (typeof CHECK_PHASES)[number];
