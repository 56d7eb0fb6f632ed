import { readPackageVersion } from "../platform/package-version.ts";
import type { Machine } from "../ports/machine.ts";
import type { SecurityScanner } from "../ports/security-scanner.ts";
import { createSecurityScanner } from "../security/create-security-scanner.ts";
import { readKnownPackages } from "./known-packages.ts";

/** The scanner, which knows what the project declares where nobody says otherwise. */
export function openSecurity({
  files,
  syntax,
}: Pick<Machine, "files" | "syntax">): SecurityScanner {
  const scanner = createSecurityScanner({ syntax, version: readPackageVersion() });
  return {
    ...scanner,
    async scan(source, options) {
      if (!scanner.canScan(source.path)) return [];
      const knownPackages = options?.knownPackages ?? (await readKnownPackages(source.path, files));
      return scanner.scan(source, { knownPackages });
    },
  };
}
