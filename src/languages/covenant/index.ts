/** Covenant: judged by an embedded front end, or by its real compiler where there is one; programs run in an interpreter. */

import type { LanguagePack } from "../../ports/language-pack.ts";
import { renderAnswerStart } from "./answer-start.ts";
import { renderCondensedSpecification } from "./knowledge/condensed-specification.ts";
import { PROFILES } from "./profiles.ts";

/** The language pack for Covenant. What a command does not need is not loaded for it. */
export const covenant: LanguagePack = {
  id: "covenant",
  displayName: "Covenant",
  fileExtensions: [".cov"],
  fenceTags: ["covenant", "cov"],
  profiles: PROFILES,
  probes: {
    accepted:
      'snippet id="probe.same" kind="fn"\nsignature\n  fn name="same"\n    param name="n" type="Int"\n    returns type="Int"\n  end\nend\nbody\n  step id="s1" kind="return"\n    from="n"\n    as="_"\n  end\nend\nend\n',
    rejected:
      'snippet id="probe.same" kind="fn"\nsignature\n  fn name="same"\n    param name="n" type="Int"\n    returns type="String"\n  end\nend\nbody\n  step id="s1" kind="return"\n    from="n"\n    as="_"\n  end\nend\nend\n',
    bypass:
      'snippet id="fs.exists" kind="extern"\nsignature\n  fn name="exists"\n    param name="path" type="String"\n    returns type="Bool"\n  end\nend\nend\n',
  },
  /** Read from its files when first asked for. */
  get briefing() {
    return renderCondensedSpecification();
  },
  selectExamples: async (wish, options) =>
    (await import("./choose-examples.ts")).chooseExamples(wish, options),
  openTemplates: async () => (await import("./knowledge/template-catalogue.ts")).templateCatalogue,
  format: async (text) => (await import("./format-text.ts")).formatText(text),
  renderStub: async (specification) =>
    (await import("./skeleton/render-stub.ts")).renderStub(specification),
  planMigration: async (outline, options) =>
    (await import("./migration/plan-migration.ts")).planMigration(outline, options),
  holeMark: /"\?/,
  openHoles: async (source, options) =>
    (await import("./fill/open-hole-file.ts")).openHoleFile(source, options),
  renderAnswerStart,
  refuseSpecification: async (specification) =>
    (await import("./refuse-specification.ts")).refuseSpecification(specification),
  openConstraints: async (specification, options) =>
    (await import("./constraints/open-constraints.ts")).openConstraints(specification, options),
  /** The interpreter reaches nothing outside of itself. */
  canRun: () => true,
  probeToolchain: async (machine) => (await import("./compiler-search.ts")).probeToolchain(machine),
  openChecker: async (machine) => (await import("./checker.ts")).openChecker(machine),
};
