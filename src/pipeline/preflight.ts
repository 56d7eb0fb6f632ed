/** What can be told of a file of contracts before anybody is paid for filling it. */

import { type Diagnostic, isError } from "../domain/diagnostic.ts";
import { Fault } from "../domain/fault.ts";
import type { FormalSpecification } from "../domain/specification.ts";
import type { Checker, LanguagePack } from "../ports/language-pack.ts";
import { createLineIndex } from "../std/line-index.ts";

export interface PreflightOptions {
  readonly language: LanguagePack;
  readonly checker: Checker;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

export interface Preflight {
  /** `unclear`: the checker came to no end, which is no mistake of the file. */
  readonly status: "usable" | "refused" | "unclear";
  readonly diagnostics: readonly Diagnostic[];
  /** How many proof obligations hold with the slots left open; `undefined` where none were counted. */
  readonly verifiedCount: number | undefined;
}

/**
 * Whether a file can be used as a specification: by reading it first, then by the language's own checker.
 *
 * @throws {Fault} `toolchain/*`
 * @throws `options.signal.reason` when aborted.
 */
export async function preflight(
  specification: FormalSpecification,
  { language, checker, timeoutMs, signal }: PreflightOptions,
): Promise<Preflight> {
  signal?.throwIfAborted();
  const { path, source } = specification;
  const read = language.formal?.lint({ path, text: source }) ?? [];
  if (read.some(isError)) return { status: "refused", diagnostics: read, verifiedCount: undefined };
  const stub = await checker.examineStub?.(specification, { timeoutMs, signal });
  if (stub === undefined) return { status: "usable", diagnostics: read, verifiedCount: undefined };
  const { isUsable, verifiedCount } = stub;
  const diagnostics = [...read, ...stub.diagnostics];
  if (isUsable) return { status: "usable", diagnostics, verifiedCount };
  const errors = stub.diagnostics.filter(isError);
  const isUnclear = errors.length > 0 && errors.every(({ category }) => category === "resource");
  return { status: isUnclear ? "unclear" : "refused", diagnostics, verifiedCount };
}

/** How many errors a refusal quotes. */
const MOST_QUOTED = 5;

/**
 * Refuses a file that no code could fill: worth knowing before any model is paid. One of which its checker could not
 * tell in time goes on.
 *
 * @throws {Fault} `specification/invalid` with the errors and their lines; `toolchain/*`
 */
export async function refuseUnusable(
  specification: FormalSpecification,
  options: PreflightOptions,
): Promise<void> {
  const { status, diagnostics } = await preflight(specification, options);
  if (status !== "refused") return;
  const errors = diagnostics.filter(isError);
  const [first] = errors;
  const shown = errors.slice(0, MOST_QUOTED).map((error) => describe(error, specification));
  const others = errors.length - shown.length;
  throw new Fault(
    "specification/invalid",
    `Cannot use "${specification.path}" as a specification: ${shown.join("; ") || "its checker refuses it"}${others > 0 ? `; and ${others} more` : ""}`,
    { help: first?.help ?? "Nothing was asked of a model: repair the file first" },
  );
}

function describe(
  { span, message }: Diagnostic,
  { path, source, contextFiles }: FormalSpecification,
): string {
  if (span === undefined) return message;
  const file = [{ path, text: source }, ...contextFiles].find((each) => each.path === span.file);
  if (file === undefined) return `${span.file}: ${message}`;
  const { line } = createLineIndex(file.text).position(span.start);
  return file.path === path ? `line ${line}: ${message}` : `${file.path}:${line}: ${message}`;
}
