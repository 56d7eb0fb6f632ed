/** Dafny: contracts proved by the verifier itself; reads are ours, every judgement is a fresh process of the installed version. */

import type { LanguagePack } from "../../ports/language-pack.ts";
import { renderAnswerStart } from "./answer-start.ts";
import { BRIEFING } from "./briefing.ts";
import { formal } from "./formal/formal.ts";

/** The language pack for Dafny. */
export const dafny: LanguagePack = {
  id: "dafny",
  displayName: "Dafny",
  fileExtensions: [".dfy"],
  fenceTags: ["dafny", "dfy"],
  profiles: ["proved"],
  probes: {
    accepted:
      "method Max(a: int, b: int) returns (m: int)\n  ensures m >= a && m >= b\n  ensures m == a || m == b\n{\n  if a > b { m := a; } else { m := b; }\n}\n",
    rejected:
      "method Max(a: int, b: int) returns (m: int)\n  ensures m >= a && m >= b\n{\n  m := a;\n}\n",
    bypass:
      "method Max(a: int, b: int) returns (m: int)\n  ensures m >= a && m >= b\n{\n  assume a >= b;\n  m := a;\n}\n",
  },
  briefing: BRIEFING,
  lineComment: "//",
  formal,
  renderAnswerStart,
  /** Proofs say more than examples, and nothing is run. */
  canRun: () => false,
  openConstraints: async (specification, options) =>
    (await import("./constraints/open-constraints.ts")).openConstraints(specification, options),
  probeToolchain: async (machine) =>
    (await import("./adapter/find-dafny.ts")).probeToolchain(machine),
  openChecker: async (machine) => (await import("./checker.ts")).openChecker(machine),
};
