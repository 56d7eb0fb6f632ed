/** `npm run check`: types, lint, format, structure, dead exports, package, documents, then the tests. */
import { spawnSync } from "node:child_process";

const bin = (name: string): string => `node_modules/${name}`;
const STEPS: readonly (readonly [name: string, file: string, ...args: string[]])[] = [
  ["types", bin("typescript7/bin/tsc"), "-p", "."],
  ["page types", bin("typescript7/bin/tsc"), "-p", "pages"],
  ["lint", bin("oxlint/bin/oxlint"), "--deny-warnings"],
  ["format", bin("@biomejs/biome/bin/biome"), "check", "."],
  ["dependencies", bin("dependency-cruiser/bin/dependency-cruiser.mjs"), "src", "--config"],
  ["dead exports", bin("knip/bin/knip.js")],
  ["build", bin("typescript7/bin/tsc"), "-p", "tsconfig.build.json"],
  ["package", bin("publint/src/cli.js"), "--pack", "npm"],
  ["documents", "scripts/check-documents.ts"],
];
const TESTS = ["tests", bin("vitest/vitest.mjs"), "run"] as const;

const steps = process.argv.includes("--static") ? STEPS : [...STEPS, TESTS];
const failed = steps.filter(([name, ...command]) => {
  const isTests = name === "tests";
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    encoding: "utf8",
    stdio: isTests ? "inherit" : "pipe",
    maxBuffer: 1 << 28,
  });
  process.stderr.write(`${status === 0 ? "ok  " : "FAIL"} ${name}\n`);
  if (status !== 0 && !isTests) process.stderr.write(`${stdout}${stderr}\n`);
  return status !== 0;
});
process.stdout.write(`checks: ${steps.length - failed.length} passed, ${failed.length} failed\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
