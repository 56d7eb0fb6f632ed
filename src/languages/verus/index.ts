/** Verus: judged by verus itself, in a fresh process for every file. */

import type { LanguagePack } from "../../ports/language-pack.ts";
import { briefing } from "./briefing.ts";
import { verusFormal } from "./formal.ts";

const withVerus = (inside: string): string =>
  `use vstd::prelude::*;\n\nverus! {\n\n${inside}\n} // verus!\n\nfn main() {}\n`;

/** Verus: contracts of Rust, proved by Z3. */
export const verus: LanguagePack = {
  id: "verus",
  displayName: "Verus",
  fileExtensions: [".rs"],
  fenceTags: ["verus", "rust", "rs"],
  profiles: ["standard"],
  probes: {
    accepted: withVerus(
      "fn larger(a: u8, b: u8) -> (result: u8)\n    ensures result >= a, result >= b\n{\n    if a < b { b } else { a }\n}\n",
    ),
    rejected: withVerus(
      "fn larger(a: u8, b: u8) -> (result: u8)\n    ensures result >= a, result >= b\n{\n    nothing_of_that_name\n}\n",
    ),
    bypass: withVerus("proof fn wrong()\n    ensures 1 == 2\n{\n    assume(false);\n}\n"),
  },
  briefing,
  renderAnswerStart: (signature) => `${signature.trim()}\n{\n`,
  canRun: () => false,
  formal: verusFormal,
  openConstraints: async (specification, options) =>
    (await import("./constraints/open-constraints.ts")).openConstraints(specification, options),
  probeToolchain: async (machine) => (await import("./toolchain.ts")).probeToolchain(machine),
  openChecker: async (machine) => (await import("./checker.ts")).openChecker(machine),
};
