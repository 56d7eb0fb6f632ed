/** Programs that tell a compiler that works from anything else of its name. */

import type { FindingKind } from "./compiler-finding.ts";

export interface Probe {
  readonly source: string;
  /** The part of the compiler that must find fault with it; `undefined` where none may. */
  readonly rejectedBy: FindingKind | undefined;
}

const program = (name: string, body: string): string => `snippet id="probe.${name}" kind="fn"

signature
  fn name="${name}"
    param name="amount" type="Int"
    returns type="Int"
  end
end

body
${body}
end

end
`;

const SEND = `snippet id="probe.send" kind="extern"

effects
  effect network
end

signature
  fn name="send"
    param name="amount" type="Int"
    returns type="Int"
  end
end

end

`;

const returning = (name: string): string => `  step id="s9" kind="return"
    from="${name}"
    as="_"
  end`;

const CALL = `  step id="s1" kind="call"
    fn="probe.send"
    arg name="amount" from="amount"
    as="answer"
  end
${returning("answer")}`;

export const PROBES: readonly Probe[] = [
  { source: program("right", returning("amount")), rejectedBy: undefined },
  { source: program("unfinished", `${returning("amount")}\n  step`), rejectedBy: "parse" },
  { source: program("mistyped", returning("nowhere")), rejectedBy: "type" },
  { source: SEND + program("secretive", CALL), rejectedBy: "effect" },
];
