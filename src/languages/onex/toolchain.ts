import type { LanguagePack, ToolchainState } from "../../ports/language-pack.ts";
import type { Machine } from "../../ports/machine.ts";
import { findCore } from "./core/find-core.ts";
import { canStart } from "./core/worker.ts";
import { findPyright } from "./types/pyright.ts";

/** Ready as soon as Python is; says what of the deeper checks is here. */
export async function probeToolchain(
  python: LanguagePack,
  machine: Machine,
): Promise<ToolchainState> {
  const syntax = await python.probeToolchain(machine);
  if (!syntax.isReady) return syntax;
  const [core, pyright] = await Promise.all([findCore(machine), findPyright(machine)]);
  const run =
    "why" in core
      ? `nodes are not run (${core.why})`
      : canStart(machine.sandbox) === undefined
        ? `nodes are not run (omnibase-core ${core.version} is here, and nothing isolates it)`
        : `nodes run on omnibase-core ${core.version} with Python ${core.pythonVersion}`;
  const types =
    pyright === undefined
      ? "types are not checked (pyright is not installed)"
      : "why" in core
        ? "types are not checked (they need omnibase-core)"
        : `types by pyright ${pyright.version}`;
  const help = "help" in core ? core.help : pyright === undefined ? PYRIGHT : undefined;
  return { isReady: true, why: `house rules by tree; ${run}; ${types}`, help };
}

const PYRIGHT = "Install pyright with npm, in the project or on PATH";
