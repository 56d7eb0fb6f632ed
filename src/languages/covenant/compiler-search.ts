import { join } from "node:path";
import type { ToolchainState } from "../../ports/language-pack.ts";
import type { Machine } from "../../ports/machine.ts";
import { type CompilerSearch, findCompiler } from "./compiler/find-compiler.ts";

/**
 * Looks for the real compiler in every place where it may be. The user's choice may be the program itself, or a
 * checkout of its sources.
 */
export async function searchCompiler(
  { files, toolRunner, locations }: Machine,
  signal?: AbortSignal,
): Promise<CompilerSearch> {
  const chosen = locations.chosen["covenant"];
  const isCheckout = chosen !== undefined && (await files.exists(join(chosen, "Cargo.toml")));
  return findCompiler(
    {
      setting: isCheckout ? undefined : chosen,
      checkoutDirectory: isCheckout ? chosen : undefined,
      installDirectory: locations.variable("COVENANT_INSTALL"),
      homeDirectory: locations.home,
    },
    { toolRunner, files, signal },
  );
}

/** Always ready: the front end comes along. A compiler that the user chose must be there. */
export async function probeToolchain(machine: Machine): Promise<ToolchainState> {
  const { compiler, looked } = await searchCompiler(machine);
  if (compiler !== undefined) {
    const why = `the compiler decides (${compiler.where}, version ${compiler.version})`;
    return { isReady: true, why, help: undefined };
  }
  const unusable = looked.find(({ state }) => state === "unusable");
  const chosen = machine.locations.chosen["covenant"];
  const said = unusable ?? looked[0];
  if (chosen !== undefined)
    return {
      isReady: false,
      why: `the chosen compiler is not usable: ${said?.why ?? chosen}`,
      help: "Correct programs.covenant in your configuration, or take it out",
    };
  const why =
    unusable === undefined
      ? `embedded front end; no compiler in ${looked.length} places`
      : `embedded front end; a compiler is here and not usable: ${unusable.why}`;
  return { isReady: true, why, help: undefined };
}
