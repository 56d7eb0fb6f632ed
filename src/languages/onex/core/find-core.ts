import { join } from "node:path";
import type { Machine } from "../../../ports/machine.ts";

/** The name of the package, as pip, settings and reports write it. */
export const CORE_PACKAGE = "omnibase-core";

/** A Python that has the core package. */
export interface Core {
  /** Folder of the virtual environment. */
  readonly folder: string;
  /** Absolute path of its Python. */
  readonly python: string;
  /** The program behind it, which knows nothing of the environment. */
  readonly interpreter: string;
  /** Folder of the packages that are installed in it. */
  readonly packages: string;
  readonly pythonVersion: string;
  /** Version of the core package. */
  readonly version: string;
  /** What a run of it must be able to read. */
  readonly readOnlyPaths: readonly string[];
}

/** The core package, or why there is none that can be used. */
export type CoreSearch = Core | { readonly why: string; readonly help: string };

const INSTALL = "specwright tools install onex brings it";

/** Folder of the virtual environments that we made, one a version. */
export const environmentsFolder = ({ locations }: Pick<Machine, "locations">): string =>
  join(locations.cache, CORE_PACKAGE);

const QUESTION = `
import importlib.metadata, json, os, sys, sysconfig
prefix = os.path.realpath(sys.base_prefix)
packages = os.path.realpath(sysconfig.get_path("purelib"))
folders = [packages, sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")]
if prefix != "/": folders.append(prefix)
folders = {os.path.realpath(f) for f in folders if f and os.path.isdir(f)}
try: core = importlib.metadata.version("${CORE_PACKAGE}")
except importlib.metadata.PackageNotFoundError: core = None
print(json.dumps({"path": os.path.realpath(sys.executable), "packages": packages, "python": ".".join(map(str, sys.version_info[:3])), "core": core,
    "folders": sorted(f for f in folders if not any(f.startswith(o + "/") for o in folders))}))
`;

/** The environment that the user chose as `programs.omnibase-core`, or the newest of those that we installed. */
export async function findCore(machine: Machine): Promise<CoreSearch> {
  const chosen = machine.locations.chosen[CORE_PACKAGE];
  if (chosen !== undefined) {
    const found = await findCoreIn(chosen, machine);
    return "why" in found ? { ...found, help: `Correct programs.${CORE_PACKAGE}` } : found;
  }
  const installed = environmentsFolder(machine);
  const versions = (await machine.files.list(installed)).filter((name) => /^\d[\d.]*$/.test(name));
  for (const version of versions.toSorted(compareVersions).toReversed()) {
    const found = await findCoreIn(join(installed, version), machine);
    if (!("why" in found)) return found;
  }
  return { why: `${CORE_PACKAGE} is not installed`, help: INSTALL };
}

/** The environment in one folder. */
export async function findCoreIn(
  folder: string,
  { toolRunner, files }: Machine,
): Promise<CoreSearch> {
  const python = join(folder, "bin", "python");
  const program = await toolRunner.find(python);
  if (program === undefined) return { why: `${folder} holds no bin/python`, help: INSTALL };
  const { exitCode, stdout, stderr } = await toolRunner.run({
    program,
    args: ["-I", "-B", "-c", QUESTION],
    directory: files.root,
    timeoutMs: 30_000,
  });
  const said = exitCode === 0 ? (JSON.parse(stdout) as Answer) : undefined;
  if (said === undefined)
    return { why: `${python} does not run: ${stderr.trim().split("\n").at(-1)}`, help: INSTALL };
  if (said.core === null) return { why: `${folder} has no ${CORE_PACKAGE}`, help: INSTALL };
  return {
    folder,
    python,
    pythonVersion: said.python,
    version: said.core,
    interpreter: said.path,
    packages: said.packages,
    readOnlyPaths: said.folders,
  };
}

interface Answer {
  readonly path: string;
  readonly packages: string;
  readonly python: string;
  readonly core: string | null;
  readonly folders: readonly string[];
}

/** By numbers: 0.47.9 is before 0.47.10. */
export const compareVersions = (one: string, other: string): number =>
  one.localeCompare(other, "en", { numeric: true });
