import { dirname } from "node:path";
import type { Interpreter } from "./interpreters.ts";
import type { Isolation } from "./isolation.ts";
import { cpuSeconds, type FullLimits, MEBIBYTE } from "./limits.ts";

/** Comes on stderr when all is set up; what is before it are words of the sandbox, not of the job. */
export const STARTED = "sandbox: started\n";

const INPUT = "/input";
const SCRATCH = "/tmp/job";
const SCRATCH_BYTES = 64 * MEBIBYTE;

/** What is to be run, and in what. */
export interface SandboxedCommand {
  readonly isolation: Isolation;
  readonly interpreter: Interpreter;
  readonly limits: FullLimits;
  /** Folder outside that holds the job's files; its copy inside is the scratch folder. */
  readonly inputFolder: string;
  readonly entry: string;
  readonly args: readonly string[];
}

/**
 * Arguments of `bwrap`. Inside there are `/usr`, the interpreter's own files, `/proc`, a bare
 * `/dev`, and one small `/tmp` in memory, the only place that can be written to.
 *
 * @see bwrap(1)
 */
export function renderBubblewrapArgs(command: SandboxedCommand): readonly string[] {
  const { isolation, interpreter, limits, inputFolder, entry, args } = command;
  return [
    ...isolation.bubblewrapArgs,
    ...["--die-with-parent", "--new-session", "--hostname", "sandbox"],
    ...["--clearenv", "--setenv", "PATH", "/usr/bin", "--setenv", "LANG", "C.UTF-8"],
    ...["--setenv", "HOME", SCRATCH],
    ...["--ro-bind", "/usr", "/usr"],
    ...["--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib"],
    ...["--symlink", "usr/lib64", "/lib64"],
    ...["--proc", "/proc", "--dev", "/dev"],
    ...["--perms", "1777", "--size", String(SCRATCH_BYTES), "--tmpfs", "/tmp"],
    ...renderMounts([...interpreter.readOnlyPaths]),
    ...["--ro-bind", inputFolder, INPUT],
    // Both are in memory and would be writable without limit.
    ...["--remount-ro", "/dev", "--remount-ro", "/"],
    "--",
    ...isolation.wrapperArgs(),
    // The copy lets the job change its files without a limit on the disk being needed.
    ...[
      "/bin/sh",
      "-c",
      `cp -R ${INPUT} ${SCRATCH} && cd ${SCRATCH} && printf '${STARTED.trim()}\\n' >&2 && exec "$@"`,
      "sh",
    ],
    ...[
      "/usr/bin/prlimit",
      ...interpreter.processLimits,
      `--cpu=${cpuSeconds(limits)}:${cpuSeconds(limits) + 1}`,
    ],
    ...["--core=0", "--nofile=128", `--fsize=${SCRATCH_BYTES / 4}`],
    ...["--", interpreter.program, ...interpreter.args, `${SCRATCH}/${entry}`, ...args],
  ];
}

function renderMounts(paths: readonly string[]): readonly string[] {
  const own = paths.filter((path) => !path.startsWith("/usr/")).toSorted();
  // Without these, bubblewrap makes the folders above a file so that only root may enter them.
  const above = new Set(own.flatMap(listAbove));
  return [
    ...[...above].toSorted().flatMap((folder) => ["--perms", "0755", "--dir", folder]),
    ...own.flatMap((path) => ["--ro-bind", path, path]),
  ];
}

function listAbove(path: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = dirname(path); folder !== "/"; folder = dirname(folder)) folders.push(folder);
  return folders.filter((folder) => folder !== "/tmp");
}
