/** Looks for dangerous code. */

import type { Diagnostic } from "../domain/diagnostic.ts";
import type { SourceText } from "../domain/source-text.ts";

/** A rule of the scan. */
export interface SecurityRule {
  /** `SEC008`: the same in every language. */
  readonly id: string;
  readonly severity: "error" | "warning" | "information";
  /** Numbers of the weaknesses, the main one first. @see https://cwe.mitre.org */
  readonly cwe: readonly number[];
  readonly title: string;
  readonly help: string;
}

export interface SecurityScanner {
  readonly rules: readonly SecurityRule[];
  /** What scans, with the version of its rules. */
  readonly tool: { readonly name: string; readonly version: string };
  /** Whether files of this name can be scanned. */
  canScan(path: string): boolean;
  /**
   * Findings in the order of the text, phase `security`, with `facts.cwe`; none for a file that cannot be scanned.
   * A secret is never repeated in what is said of it.
   */
  scan(
    source: SourceText,
    options?: { readonly knownPackages?: ReadonlySet<string> | undefined },
  ): Promise<readonly Diagnostic[]>;
}

/** What follows from dangerous code: it is refused, it is told, or nobody looks. */
export const SECURITY_POLICIES = ["reject", "report", "off"] as const;
export type SecurityPolicy = (typeof SECURITY_POLICIES)[number];

/** A scanner, and what follows from what it finds. */
export interface SecurityGate {
  readonly scanner: Pick<SecurityScanner, "tool" | "canScan" | "scan">;
  readonly policy: SecurityPolicy;
}
