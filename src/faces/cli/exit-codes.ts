/** One exit code per outcome; the README's table is made from this one. */

import { type FaultCode, isFault } from "../../domain/fault.ts";

export const EXIT_CODES = {
  accepted: { code: 0, meaning: "Done; what was generated or checked is accepted" },
  rejected: {
    code: 1,
    meaning:
      "`check`, `scan`, `verify`, `evidence check`: a file is rejected; `review`: a requirement is violated; `probe`: a specification is weak; `grammar`: a text is refused; `eval gate`: a change is worse, or past a limit",
  },
  usage: {
    code: 2,
    meaning:
      "A flag, argument, setting, language or output path is wrong; `dataset export`: no consent, or no example",
  },
  unreadable: {
    code: 3,
    meaning: "A specification, source file or grammar is missing, unreadable or not valid",
  },
  exhausted: {
    code: 4,
    meaning:
      "`generate`: everything allowed was tried, nothing was accepted; `dataset synthesize`: fewer tasks than asked for",
  },
  toolchain: { code: 5, meaning: "A toolchain or the sandbox is missing or broken" },
  model: { code: 6, meaning: "The model, its key, its file or its server is missing or fails" },
  storage: {
    code: 7,
    meaning: "A file, a run's journal, a conversation or a shared queue cannot be written or read",
  },
  inconclusive: {
    code: 8,
    meaning: "A checker ran out of time or memory, or crashed, or a review left something unclear",
  },
  stopped: { code: 9, meaning: "A limit on tokens or time ended the run" },
  money: {
    code: 10,
    meaning: "Money: no consent, no price, or a limit that does not cover a call",
  },
  audit: { code: 11, meaning: "The audit log was changed, or parts of it are missing" },
  undecided: {
    code: 12,
    meaning:
      "`eval gate`, `eval decide`: noise, errors or unknown prices leave nothing to decide by",
  },
  internal: { code: 70, meaning: "A bug in specwright" },
  interrupted: { code: 130, meaning: "Ctrl-C; a run can be resumed" },
  terminated: { code: 143, meaning: "SIGTERM; a run can be resumed" },
} as const satisfies Record<string, { readonly code: number; readonly meaning: string }>;

export type ExitReason = keyof typeof EXIT_CODES;

const BY_AREA: Readonly<Record<string, ExitReason>> = {
  usage: "usage",
  config: "usage",
  language: "usage",
  output: "usage",
  template: "usage",
  training: "usage",
  specification: "unreadable",
  source: "unreadable",
  constraint: "unreadable",
  toolchain: "toolchain",
  sandbox: "toolchain",
  model: "model",
  budget: "money",
  download: "model",
  queue: "storage",
  record: "storage",
  route: "storage",
  conversation: "storage",
  keys: "model",
  audit: "audit",
  storage: "storage",
};

/** The exit that a fault's code means, by the part before its `/`. */
export const exitOfFault = (code: FaultCode): ExitReason =>
  BY_AREA[code.slice(0, code.indexOf("/"))] ?? "internal";

/** The exit that an error means: a fault's own, anything else is our bug. */
export const exitOfError = (error: unknown): ExitReason =>
  isFault(error) ? exitOfFault(error.code) : "internal";
