/** Whether a file, by its path, holds tests. */
export const isTestFile = (path: string): boolean =>
  /(?:^|\/)(?:tests?|__tests__|spec)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.pyi?$|\.(?:test|spec)\.[cm]?[jt]sx?$|_test\.rs$/.test(
    path,
  );

/** What is no better in a test: a credential that works, and code that is brought and run. */
export const RULES_IN_TESTS: ReadonlySet<string> = new Set(["SEC002", "SEC043"]);
