import type { Verdict } from "../domain/verdict.ts";
import type { Checker } from "../ports/language-pack.ts";

/** A checker whose own checks name the digest of the programs that decided. */
export function withToolchain(checker: Checker): Checker {
  const { digest, tool } = checker;
  if (digest === undefined) return checker;
  const name = (verdict: Verdict): Verdict => ({
    ...verdict,
    checks: verdict.checks.map((record) =>
      record.tool.name === tool.name && record.tool.version === tool.version
        ? { ...record, toolchain: digest }
        : record,
    ),
  });
  return {
    ...checker,
    check: async (candidate, options) => name(await checker.check(candidate, options)),
  };
}
