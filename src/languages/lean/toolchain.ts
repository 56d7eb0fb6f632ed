import { Fault } from "../../domain/fault.ts";
import type { ToolchainState } from "../../ports/language-pack.ts";
import type { Machine } from "../../ports/machine.ts";
import type { ToolCommand } from "../../ports/tool-runner.ts";

/** Lean as it is run for one project, or without one. */
export interface Lean {
  readonly version: string;
  /** Absolute path of the folder that holds Lean's own programs and libraries; `undefined` where it does not say. */
  readonly prefix: string | undefined;
  /** Absolute path of the Lake project around the file; `undefined` for a file of its own. */
  readonly project: string | undefined;
  /** Where compiled modules of the project and of Lean lie. */
  readonly searchPath: readonly string[];
  /** The program and what comes before Lean's own arguments: `lake env lean`. */
  readonly command: Pick<ToolCommand, "program" | "args" | "directory" | "inherits">;
}

const INSTALL =
  "Install elan, Lean's version manager, so that lean and lake are found on PATH; in a project with Mathlib, run lake exe cache get once";
const LAKEFILES = ["lakefile.toml", "lakefile.lean"];

interface Obstacle {
  readonly why: string;
  readonly help: string;
}

/**
 * Lean for the files of a folder, relative to the project: by Lake where a lakefile is found in it or above.
 *
 * @throws {Fault} `toolchain/missing`
 */
export async function findLean(machine: Machine, folder: string): Promise<Lean> {
  const found = await lookFor(machine, folder);
  if ("why" in found)
    throw new Fault("toolchain/missing", `Cannot check Lean: ${found.why}`, { help: found.help });
  return found;
}

/** Whether Lean is here, and the version that the project asks for. */
export async function probeToolchain(machine: Machine): Promise<ToolchainState> {
  const found = await lookFor(machine, "");
  if ("why" in found) return { isReady: false, ...found };
  const where = found.project === undefined ? "without a Lake project" : `in ${found.project}`;
  return { isReady: true, why: `Lean ${found.version}, ${where}`, help: undefined };
}

async function lookFor(machine: Machine, folder: string): Promise<Lean | Obstacle> {
  const { files, toolRunner } = machine;
  const project = await findProject(machine, folder);
  const lean = await findProgram(machine, "lean");
  const lake = await findProgram(machine, "lake");
  if (project !== undefined && lake === undefined && lean !== undefined)
    return { why: "the project has a lakefile, and lake is not installed", help: INSTALL };
  if (lean === undefined && (lake === undefined || project === undefined))
    return { why: "lean is not installed", help: INSTALL };
  // Version managers choose by the folder, and Lake may have to be asked with the user's own environment.
  const base = { directory: project ?? files.root, inherits: "all" as const };
  const command =
    project === undefined || lake === undefined
      ? { program: lean ?? "lean", args: [], ...base }
      : { program: lake, args: ["env", chosenOr(machine, "lean")], ...base };
  const ask = (args: readonly string[]) =>
    toolRunner.run({ ...command, args: [...command.args, ...args], timeoutMs: 120_000 });
  const version = await ask(["--version"]);
  const said = /version ([^\s,]+)/.exec(version.stdout)?.[1];
  if (version.exitCode !== 0 || said === undefined) {
    const last = `${version.stdout}\n${version.stderr}`.trim().split("\n").at(-1) ?? "";
    return { why: `lean does not run: ${last || "it said nothing"}`, help: INSTALL };
  }
  const prefix = (await ask(["--print-prefix"])).stdout.trim();
  return {
    version: said,
    prefix: prefix.startsWith("/") ? prefix : undefined,
    project,
    searchPath:
      project === undefined || lake === undefined
        ? []
        : await readSearchPath(machine, lake, project),
    command,
  };
}

const chosenOr = ({ locations }: Machine, name: string): string => locations.chosen[name] ?? name;

/** Absolute path of a program that the user chose, or that is on PATH. */
async function findProgram(machine: Machine, name: string): Promise<string | undefined> {
  const chosen = machine.locations.chosen[name];
  if (chosen !== undefined && (await machine.files.exists(chosen))) return chosen;
  return await machine.toolRunner.find(name);
}

/** The folder of the nearest lakefile, from the file's folder up to the root of the machine. */
async function findProject({ files }: Machine, folder: string): Promise<string | undefined> {
  const start = folder.startsWith("/") ? folder : `${files.root}/${folder}`;
  const parts = start.split("/").filter((part) => part !== "" && part !== ".");
  for (let count = parts.length; count > 0; count -= 1) {
    const here = `/${parts.slice(0, count).join("/")}`;
    for (const name of LAKEFILES) if (await files.exists(`${here}/${name}`)) return here;
  }
  return undefined;
}

async function readSearchPath(
  { toolRunner }: Machine,
  lake: string,
  project: string,
): Promise<readonly string[]> {
  const { stdout } = await toolRunner.run({
    program: lake,
    args: ["env", "printenv", "LEAN_PATH"],
    directory: project,
    inherits: "all",
    timeoutMs: 120_000,
  });
  return stdout
    .trim()
    .split(":")
    .filter((path) => path.startsWith("/"));
}
