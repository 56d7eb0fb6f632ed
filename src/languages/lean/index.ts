/** Lean 4: judged by the project's own lean, in a fresh process for every text. */

import type { LanguagePack } from "../../ports/language-pack.ts";
import { briefing } from "./briefing.ts";
import { leanFormal } from "./formal.ts";

/** Lean 4: proofs by its kernel, with or without a Lake project around them. */
export const lean: LanguagePack = {
  id: "lean",
  displayName: "Lean",
  fileExtensions: [".lean"],
  fenceTags: ["lean", "lean4"],
  profiles: ["standard"],
  probes: {
    accepted: "theorem two : 1 + 1 = 2 := rfl\n",
    rejected: "theorem three : 1 + 1 = 3 := thereIsNoSuchProof\n",
    bypass: "theorem three : 1 + 1 = 3 := by\n  sorry\n",
  },
  briefing,
  renderAnswerStart: (signature) => `${signature.trim()}\n`,
  canRun: () => false,
  formal: leanFormal,
  openConstraints: async (specification, options) =>
    (await import("./constraints/open-constraints.ts")).openConstraints(specification, options),
  probeToolchain: async (machine) => (await import("./toolchain.ts")).probeToolchain(machine),
  openChecker: async (machine) => (await import("./checker.ts")).openChecker(machine),
};
