import type { NodeKind } from "../../../domain/node-contract.ts";

/** When a code fits: for every node, or where a feature is asked for. */
interface CodeUse {
  readonly code: string;
  readonly when: string;
  readonly kinds: readonly NodeKind[];
  /** Empty for every node of its kinds. */
  readonly features: readonly string[];
}

const ALL: readonly NodeKind[] = ["effect", "compute", "reducer", "orchestrator"];
const IMPURE: readonly NodeKind[] = ["effect", "orchestrator"];

/** What each code is for, the general ones first; a code that the installed core lacks is never told. */
export const ERROR_CODE_USES: readonly CodeUse[] = [
  { code: "INVALID_INPUT", when: "the input cannot be used", kinds: ALL, features: [] },
  { code: "VALIDATION_ERROR", when: "a value breaks a rule", kinds: ALL, features: [] },
  {
    code: "OPERATION_FAILED",
    when: "anything else failed; raise it from the cause",
    kinds: IMPURE,
    features: [],
  },
  {
    code: "PROCESSING_ERROR",
    when: "a calculation cannot be finished",
    kinds: ["compute", "reducer"],
    features: [],
  },
  {
    code: "TIMEOUT_ERROR",
    when: "the limit in time has passed",
    kinds: IMPURE,
    features: ["any_io", "timeout", "timeout_management", "multi_step", "workflow"],
  },
  {
    code: "INVALID_STATE",
    when: "a trigger does not fit the state",
    kinds: ["reducer", "orchestrator"],
    features: [],
  },
  {
    code: "DATABASE_CONNECTION_ERROR",
    when: "the database cannot be reached",
    kinds: ["effect"],
    features: ["database", "persistence", "writes"],
  },
  {
    code: "DATABASE_OPERATION_ERROR",
    when: "a statement was refused",
    kinds: ["effect"],
    features: ["database", "persistence", "writes"],
  },
  {
    code: "NETWORK_ERROR",
    when: "a partner cannot be reached",
    kinds: ["effect"],
    features: ["api", "http_client", "external_service"],
  },
  {
    code: "SERVICE_UNAVAILABLE",
    when: "the circuit is open, or a partner is down",
    kinds: IMPURE,
    features: ["circuit_breaker", "external_service", "api"],
  },
  {
    code: "RATE_LIMIT_ERROR",
    when: "a quota is used up",
    kinds: ["effect"],
    features: ["rate_limit", "rate_limiting"],
  },
  {
    code: "EVENT_BUS_ERROR",
    when: "an event cannot be published or read",
    kinds: IMPURE,
    features: ["events", "kafka", "event_publishing", "consumer"],
  },
  {
    code: "AUTHENTICATION_ERROR",
    when: "the caller is not known",
    kinds: IMPURE,
    features: ["security", "auth"],
  },
  {
    code: "PERMISSION_DENIED",
    when: "the caller may not do it",
    kinds: IMPURE,
    features: ["security", "auth"],
  },
  {
    code: "NOT_FOUND",
    when: "what is asked for does not exist",
    kinds: ["effect"],
    features: ["database", "api", "http_client"],
  },
  {
    code: "METHOD_NOT_IMPLEMENTED",
    when: "an operation is not there; never pretend that it was done",
    kinds: ALL,
    features: [],
  },
];
