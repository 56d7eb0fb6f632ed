import { Fault } from "../../domain/fault.ts";
import type { ToolchainState } from "../../ports/language-pack.ts";
import type { Machine } from "../../ports/machine.ts";

/** The Python of this machine: the real one, behind shims and virtual environments. */
export interface Interpreter {
  /** Absolute path of the program. */
  readonly path: string;
  /** e.g. `cpython`. */
  readonly name: string;
  readonly version: string;
  /** What a run of it must be able to read. */
  readonly readOnlyPaths: readonly string[];
  /** Folders of installed packages, those of a virtual environment included. */
  readonly packagePaths: readonly string[];
  /** Names of the standard library's modules. */
  readonly standardModules: ReadonlySet<string>;
}

/** What stands in the way of using Python here. */
interface Obstacle {
  readonly why: string;
  readonly help: string;
}

const LEAST_MINOR = 9;
const INSTALL = `Install python3, version 3.${LEAST_MINOR} or newer, so that it is found on PATH`;

/** Prints what the interpreter knows of itself; works on every Python 3. */
const QUESTION = `
import json, os, pkgutil, site, sys, sysconfig
names = set(getattr(sys, "stdlib_module_names", ())) or (
    set(sys.builtin_module_names) | {m.name for m in pkgutil.iter_modules(p for p in sys.path if "site-packages" not in p)})
prefix = os.path.realpath(sys.base_prefix)
folders = [sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")]
if prefix != "/": folders.append(prefix)
packages = [os.path.realpath(p) for p in site.getsitepackages() if os.path.isdir(p)]
folders = {os.path.realpath(f) for f in folders + packages if f and os.path.isdir(f)}
print(json.dumps({
    "path": os.path.realpath(sys.executable), "name": sys.implementation.name, "version": list(sys.version_info[:3]),
    "folders": sorted(f for f in folders if not any(f.startswith(o + "/") for o in folders)),
    "packages": packages, "modules": sorted(names)}))
`;

interface Answer {
  readonly path: string;
  readonly name: string;
  readonly version: readonly [number, number, number];
  readonly folders: readonly string[];
  readonly packages: readonly string[];
  readonly modules: readonly string[];
}

/**
 * Asks `python3` what it is.
 *
 * @throws {Fault} `toolchain/missing` when there is none, or one that is too old.
 */
export async function findInterpreter(machine: Machine): Promise<Interpreter> {
  const found = await lookFor(machine);
  if ("why" in found) {
    throw new Fault("toolchain/missing", `Cannot check Python: ${found.why}`, { help: found.help });
  }
  return found;
}

/** Whether a usable `python3` is on PATH. */
export async function probeToolchain(machine: Machine): Promise<ToolchainState> {
  const found = await lookFor(machine);
  return "why" in found
    ? { isReady: false, ...found }
    : { isReady: true, why: `${found.name} ${found.version} at ${found.path}`, help: undefined };
}

async function lookFor({ toolRunner, files }: Machine): Promise<Interpreter | Obstacle> {
  const program = await toolRunner.find("python3");
  if (program === undefined) return { why: "python3 is not installed", help: INSTALL };
  const result = await toolRunner.run({
    program,
    args: ["-I", "-B", "-c", QUESTION],
    // Version managers choose by the project's folder and by our environment; nothing of the project is run.
    directory: files.root,
    inherits: "all",
    timeoutMs: 30_000,
  });
  const answer = readAnswer(result.stdout);
  if (result.exitCode !== 0 || answer === undefined) {
    const said = result.stderr.trim().split("\n").at(-1) ?? "";
    return { why: `python3 does not run: ${said || "it said nothing"}`, help: INSTALL };
  }
  const [major, minor] = answer.version;
  const version = answer.version.join(".");
  if (major !== 3 || minor < LEAST_MINOR)
    return { why: `python3 is version ${version}`, help: INSTALL };
  return {
    path: answer.path,
    name: answer.name,
    version,
    readOnlyPaths: answer.folders,
    packagePaths: answer.packages,
    standardModules: new Set(answer.modules),
  };
}

function readAnswer(stdout: string): Answer | undefined {
  try {
    return JSON.parse(stdout) as Answer;
  } catch {
    return undefined;
  }
}
