import { defineConfig } from "vitest/config";
import { SlowFirst } from "./scripts/slow-first.ts";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    reporters: ["default", "./scripts/plain-reporter.ts"],
    globalSetup: ["./scripts/own-temporary-folder.ts"],
    sequence: { sequencer: SlowFirst },
    pool: "forks",
    // More than the cores of a small machine: many tests wait for processes and leases.
    maxWorkers: 3,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
