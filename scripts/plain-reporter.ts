import type { Reporter, TestModule } from "vitest/node";

/** Ends a test run with one plain line, `N passed, N failed`, that any CI can read. */
export default class PlainReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const count = (state: string): number => states.filter((other) => other === state).length;
    // A file that does not load has no tests, and must not pass for none failing.
    const broken = modules.filter((module) => module.errors().length > 0).length;
    const failed = count("failed") + broken + unhandledErrors.length;
    const skipped = count("skipped");
    if (skipped > 0) process.stdout.write(`\n${skipped} skipped: what they need is not here\n`);
    process.stdout.write(`\n${count("passed")} passed, ${failed} failed\n`);
  }
}
