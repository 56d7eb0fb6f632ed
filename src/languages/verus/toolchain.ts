import { Fault } from "../../domain/fault.ts";
import type { ToolchainState } from "../../ports/language-pack.ts";
import type { Machine } from "../../ports/machine.ts";

/** Verus of this machine. */
export interface Verus {
  readonly path: string;
  readonly version: string;
  /** All that it says of itself: commit, toolchain, platform. */
  readonly description: string;
  /** Whether it knows `--no-cheating`. */
  readonly refusesCheating: boolean;
}

const INSTALL =
  "Unpack a release of Verus, install the Rust toolchain that it names with rustup, and put verus on PATH or choose its path in the configuration";

/** @throws {Fault} `toolchain/missing` */
export async function findVerus(machine: Machine): Promise<Verus> {
  const found = await lookFor(machine);
  if ("why" in found)
    throw new Fault("toolchain/missing", `Cannot check Verus: ${found.why}`, { help: found.help });
  return found;
}

/** Whether Verus is here and runs. */
export async function probeToolchain(machine: Machine): Promise<ToolchainState> {
  const found = await lookFor(machine);
  return "why" in found
    ? { isReady: false, ...found }
    : { isReady: true, why: `Verus ${found.version} at ${found.path}`, help: undefined };
}

async function lookFor({
  locations,
  files,
  toolRunner,
}: Machine): Promise<Verus | { readonly why: string; readonly help: string }> {
  const chosen = locations.chosen["verus"];
  const path =
    chosen !== undefined && (await files.exists(chosen)) ? chosen : await toolRunner.find("verus");
  if (path === undefined) return { why: "verus is not installed", help: INSTALL };
  // Its own start needs rustup, which is found by the user's environment.
  const ask = (args: readonly string[]) =>
    toolRunner.run({ program: path, args, inherits: "all", timeoutMs: 60_000 });
  const told = await ask(["--version"]);
  const description = `${told.stdout}\n${told.stderr}`.trim();
  const version = /(?:Version:|verus)\s+v?(\d+\.\d+[\w.-]*)/i.exec(description)?.[1];
  if (told.exitCode !== 0 || version === undefined) {
    const last = description.split("\n").at(-1) ?? "";
    return { why: `verus does not run: ${last || "it said nothing"}`, help: INSTALL };
  }
  const help = await ask(["--help"]);
  return {
    path,
    version,
    description,
    refusesCheating: `${help.stdout}${help.stderr}`.includes("--no-cheating"),
  };
}
