import { readRows } from "../../src/testing/read-rows.ts";
import type { Half } from "./read-queries.ts";

/** A function of Covenant with a hole, and the answers that people would accept. */
export interface CovenantQuery {
  readonly id: string;
  readonly declarations: string;
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly returns: string;
  /** Its steps; empty for one that returns what the hole gives. */
  readonly body: string;
  readonly answers: readonly string[];
}

/** The queries of one half of the corpus. */
export const readCovenantQueries = (half: Half): readonly CovenantQuery[] =>
  readRows(new URL(`../../datasets/holes/covenant-${half}.jsonl`, import.meta.url));

const RETURNED = '  step id="s1" kind="return"\n    from="?"\n    as="_"\n  end\n';

/** The file that a query is. */
export const renderCovenantQuery = ({
  declarations,
  parameters,
  returns,
  body,
}: CovenantQuery): string =>
  `${declarations}snippet id="app.answer" kind="fn"
signature
  fn name="answer"
${parameters.map(({ name, type }) => `    param name="${name}" type="${type}"\n`).join("")}    returns type="${returns}"
  end
end
body
${body === "" ? RETURNED : body}end
end
`;
