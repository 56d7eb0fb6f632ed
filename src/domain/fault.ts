/** The one class for "something outside failed", and the registry of its codes. */

interface FaultKind {
  /** What it means, for the reference page. */
  readonly summary: string;
  /** Whether the same thing, tried again, may succeed. */
  readonly isRetryable: boolean;
}

const kind = (summary: string, isRetryable = false): FaultKind => ({ summary, isRetryable });

/** Every code a fault can carry. A code that is not here does not compile. */
export const FAULTS = {
  "usage/invalid": kind("A flag, argument or option is wrong"),
  "config/invalid": kind("A configuration file or value is wrong"),
  "specification/missing": kind("The specification file does not exist"),
  "specification/unreadable": kind(
    "The specification cannot be read: not text, too large, or no permission",
  ),
  "specification/invalid": kind("The specification is not one: empty, or a field is wrong"),
  "source/missing": kind("A source file does not exist"),
  "source/unreadable": kind("A source file cannot be read: not text, too large, or no permission"),
  "language/unknown": kind("No language pack answers to that name or file extension"),
  "template/invalid": kind("A prompt text, or the file that pins them, cannot be used"),
  "output/occupied": kind("The output file holds text that this tool did not write"),
  "output/outside": kind("The output path leads out of the project"),
  "toolchain/missing": kind("A program that the language needs is not installed"),
  "toolchain/broken": kind("A language's checker fails its own probes"),
  "sandbox/missing": kind("Code would have to be executed, and nothing here isolates it"),
  "model/unknown": kind("No such provider or model"),
  "model/missing": kind("The model's file or engine is not on this machine"),
  "model/corrupt": kind("The model's file does not match its checksum, or cannot be loaded"),
  "model/no-key": kind("The provider needs a key, and the environment has none"),
  "model/unauthorized": kind("The provider refused the key"),
  "model/quota": kind("The account has no credit or quota left"),
  "model/rate-limited": kind("Too many requests or tokens in a short time", true),
  "model/overloaded": kind("The provider is overloaded", true),
  "model/unavailable": kind("The provider cannot be reached, or the connection broke", true),
  "model/timeout": kind("The model sent nothing for too long", true),
  "model/malformed-response": kind(
    "The answer breaks the provider's own protocol, or never ended",
    true,
  ),
  "model/truncated": kind("The answer broke off before its end", true),
  "model/unusable-answer": kind("The model was asked twice, and neither answer could be used"),
  "model/refused": kind("The provider refused the request for its content"),
  "model/circuit-open": kind(
    "The provider failed so often that it is left alone for a while",
    true,
  ),
  "model/downgraded": kind("Another model answered than was asked, and the policy forbids it"),
  "model/batch-failed": kind("The provider's batch failed, expired or was cancelled"),
  "model/context-too-long": kind("The prompt does not fit into the model's context window"),
  "model/bad-request": kind("The provider refused the request as wrong"),
  "model/not-recorded": kind("A replayed run has no answer for this request"),
  "budget/exceeded": kind("The money that may be spent does not cover the next call"),
  "budget/no-price": kind("A model without a known price cannot be held to a limit on money"),
  "budget/no-consent": kind("A paid call needs consent, and there was none"),
  "keys/unavailable": kind("The operating system's key store cannot be used"),
  "constraint/engine-failed": kind(
    "The engine for constrained writing cannot use a vocabulary, or gave up on a constraint",
  ),
  "constraint/refused": kind(
    "Nothing could be written under this constraint, or nothing here can enforce it",
  ),
  "audit/broken": kind("The audit log was changed, or parts of it are missing"),
  "conversation/missing": kind("No conversation has that id"),
  "conversation/unreadable": kind("A conversation cannot be read"),
  "download/failed": kind("A download failed or was cut", true),
  "route/unreadable": kind("The file that remembers the shares of routes cannot be understood"),
  "record/missing": kind("No run has that id"),
  "record/busy": kind("Another process is at work on that run"),
  "record/unreadable": kind("A run's journal cannot be read"),
  "training/no-consent": kind("Material may not become training data: nobody consented to it"),
  "training/empty": kind("No example is left to write"),
  "record/foreign": kind("An error that another tool's log tells of"),
  "queue/missing-packages": kind("The packages that a shared queue needs are not installed"),
  "queue/unreachable": kind("The shared queue cannot be reached, or refuses to work", true),
  "storage/full": kind("The disk is full"),
  "storage/unwritable": kind("A file or folder cannot be written"),
} as const satisfies Record<string, FaultKind>;

export type FaultCode = keyof typeof FAULTS;

export interface FaultOptions {
  /** What the user can do about it. */
  readonly help?: string | undefined;
  /** Facts as JSON, without secrets. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  readonly cause?: unknown;
}

const BRAND = Symbol.for("specwright.fault");

/**
 * Something outside failed: network, tool, disk, or what the user asked for.
 * Messages read "Cannot <action>: <what is, what should be>", without a full stop.
 */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly help: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
  readonly [BRAND] = true;

  constructor(code: FaultCode, message: string, options: FaultOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.help = options.help;
    this.details = options.details ?? {};
  }

  get isRetryable(): boolean {
    return FAULTS[this.code].isRetryable;
  }
}
// On the prototype and not enumerable, or tools print it twice (sindresorhus/execa#817).
Object.defineProperty(Fault.prototype, "name", {
  value: "Fault",
  configurable: true,
  writable: true,
});

/** Whether `error` is a fault, of `code` where given; true across two copies of this package. */
export const isFault = (error: unknown, code?: FaultCode): error is Fault =>
  error instanceof Error &&
  BRAND in error &&
  (code === undefined || (error as Fault).code === code);
