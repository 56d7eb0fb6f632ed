/**
 * Brings what the demo needs and this machine lacks, and with `--tests` what the tests need besides, where Debian's
 * packages can be installed. Says what it does; what it cannot do it leaves to `specwright doctor` to explain.
 */
import { spawnSync } from "node:child_process";

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const has = (program: string): boolean =>
  spawnSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" }).status === 0;
const isRoot = process.getuid?.() === 0;

const FOR_THE_DEMO = [
  { program: "bwrap", debianPackage: "bubblewrap", why: "isolates generated code" },
  { program: "prlimit", debianPackage: "util-linux", why: "limits its memory and time" },
  { program: "python3", debianPackage: "python3", why: "checks Python" },
  { program: "pip3", debianPackage: "python3-pip", why: "brings the local model" },
] as const;

const FOR_THE_TESTS = [
  { program: "dafny", debianPackage: "dafny", why: "proves Dafny" },
  { program: "z3", debianPackage: "z3", why: "is Dafny's prover" },
  { program: "redis-server", debianPackage: "redis-server", why: "shares batches among machines" },
  { program: "chromium", debianPackage: "chromium", why: "opens reports as readers do" },
  { program: "strace", debianPackage: "strace", why: "shows that offline opens no socket" },
  { program: "dbus-run-session", debianPackage: "dbus-daemon", why: "runs a key store" },
  { program: "gnome-keyring-daemon", debianPackage: "gnome-keyring", why: "is a key store" },
] as const;

const programs = process.argv.includes("--tests")
  ? [...FOR_THE_DEMO, ...FOR_THE_TESTS]
  : FOR_THE_DEMO;
const missing = programs.filter(({ program }) => !has(program));
if (missing.length > 0) {
  for (const { program, why } of missing) say(`${program} is missing (${why})`);
  const packages = missing.map(({ debianPackage }) => debianPackage);
  if (isRoot && has("apt-get")) {
    say(`installing ${packages.join(", ")}`);
    const update = spawnSync("apt-get", ["update", "-q"], { stdio: "ignore" });
    const install = spawnSync(
      "apt-get",
      ["install", "-y", "-q", "--no-install-recommends", ...packages],
      {
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
    if (update.status !== 0 || install.status !== 0) say("apt-get failed; going on without");
  } else {
    say(`Install with your package manager: ${packages.join(", ")}`);
  }
}

// Says itself what it did; the tests of the native engine are left out where it is not there.
if (process.argv.includes("--tests"))
  spawnSync(process.execPath, ["scripts/build-native.mjs"], {
    cwd: new URL("..", import.meta.url),
    stdio: "inherit",
  });

// What nodes run on; where it cannot be installed, tests that need it say so and are left out.
if (process.argv.includes("--tests")) {
  const tools = ["src/faces/cli/main.ts", "tools", "install", "onex", "--json"];
  const installed = spawnSync(process.execPath, tools, {
    cwd: new URL("..", import.meta.url),
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (installed.status !== 0) say(`going on without omnibase-core: ${installed.stderr.trim()}`);
}
