import { Fault } from "../../../domain/fault.ts";
import type { Machine } from "../../../ports/machine.ts";
import { type DafnyVersion, readVersion } from "./dafny-version.ts";

/** Dafny and its solver, as they are installed here. */
export interface Dafny {
  /** Absolute path. */
  readonly program: string;
  readonly version: DafnyVersion;
  /** As the solver tells its version; `unknown` where it stands inside of Dafny. */
  readonly solver: string;
}

const VERSION_TIMEOUT_MS = 20_000;
const HELP =
  'apt-get install dafny z3, or see https://dafny.org; [programs] dafny = "PATH" names another one';

/** Looks for Dafny; a text says why there is none that can be used. */
export async function findDafny(machine: Machine): Promise<Dafny | string> {
  const { toolRunner, locations } = machine;
  const program = locations.chosen["dafny"] ?? (await toolRunner.find("dafny"));
  if (program === undefined) return '"dafny" is not on PATH';
  const { stdout, stderr } = await toolRunner.run({
    program,
    args: ["/version"],
    timeoutMs: VERSION_TIMEOUT_MS,
  });
  const version = readVersion(`${stdout}\n${stderr}`);
  if (version === undefined) return `"${program}" does not tell its version`;
  return { program, version, solver: await readSolver(machine) };
}

async function readSolver({ toolRunner }: Machine): Promise<string> {
  const z3 = await toolRunner.find("z3");
  if (z3 === undefined) return "unknown";
  const { stdout } = await toolRunner.run({
    program: z3,
    args: ["--version"],
    timeoutMs: VERSION_TIMEOUT_MS,
  });
  return /Z3 version (\S+)/.exec(stdout)?.[1] ?? "unknown";
}

/** @throws {Fault} `toolchain/missing` */
export async function requireDafny(machine: Machine): Promise<Dafny> {
  const found = await findDafny(machine);
  if (typeof found !== "string") return found;
  throw new Fault("toolchain/missing", `Cannot run Dafny: ${found}`, { help: HELP });
}

/** For `doctor`. */
export async function probeToolchain(machine: Machine) {
  const found = await findDafny(machine);
  if (typeof found === "string") return { isReady: false, why: found, help: HELP };
  const { version, solver, program } = found;
  return {
    isReady: true,
    why: `Dafny ${version.text} with z3 ${solver} at ${program}`,
    help: undefined,
  };
}
