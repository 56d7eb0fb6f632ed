/** Covenant: judged by an embedded front end, or by its real compiler where there is one; programs run in an interpreter. */

import type { LanguagePack } from "../../ports/language-pack.ts";
import { PROFILES } from "./analyze.ts";
import { renderAnswerStart } from "./answer-start.ts";
import { openChecker } from "./checker.ts";
import { probeToolchain } from "./compiler-search.ts";
import { readHead } from "./conformance/read-head.ts";
import { format } from "./format/format.ts";
import { renderCondensedSpecification } from "./knowledge/condensed-specification.ts";
import { selectExamples } from "./knowledge/select-examples.ts";
import { renderSkeleton } from "./skeleton/render-skeleton.ts";
import { toDiagnostic } from "./to-diagnostic.ts";
import { wishToTask } from "./wish-to-task.ts";

const FILE_NAME = "text.cov";

/** The language pack for Covenant. */
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
  selectExamples: (wish, options) => selectExamples(wishToTask(wish), options),
  openTemplates: async () => (await import("./knowledge/template-catalogue.ts")).templateCatalogue,
  format(text) {
    const formatted = format(text);
    if (formatted.kind === "formatted") return formatted;
    const diagnostics = formatted.findings.map((finding) => toDiagnostic(finding, FILE_NAME, []));
    return { kind: "refused", diagnostics };
  },
  renderSkeleton,
  renderAnswerStart,
  refuseSignature: (signature) => void readHead(signature),
  /** The interpreter reaches nothing outside of itself. */
  canRun: () => true,
  probeToolchain,
  openChecker,
};
