import { createCheckEnvironment } from "../../../config/create-environment.ts";
import {
  type Agreement,
  countLabels,
  findAgreements,
  type LabelCounts,
} from "../../../training/feedback/agreement.ts";
import { readFeedback } from "../../../training/feedback/read-feedback.ts";
import { standingFeedback } from "../../../training/feedback/standing-feedback.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { withNulls } from "../with-nulls.ts";

/** `specwright label stats`: of feedback that stands; what was superseded counts no more. */
export async function labelStatsCommand(
  _args: readonly [],
  options: { readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const standing = standingFeedback(await Array.fromAsync(readFeedback(environment.files)));
  const counts = countLabels(standing);
  const agreements = findAgreements(standing);
  if (options.json) terminal.json(withNulls({ ...counts, agreements }));
  else if (counts.candidates === 0)
    terminal.say("No labels here yet: specwright label, or specwright feedback RUN --accept");
  else {
    for (const line of describeCounts(counts)) terminal.result(escapeText(line));
    for (const line of describeAgreements(agreements, counts)) terminal.result(escapeText(line));
  }
  return "accepted";
}

function* describeCounts({ candidates, byOpinion, edits, ...by }: LabelCounts): Generator<string> {
  yield `${candidates} candidates labelled: ${tell(Object.entries(byOpinion))}`;
  if (byOpinion.edit > 0) yield `edits, by the checker: ${tell(Object.entries(edits))}`;
  const reasons = Object.entries(by.byReason);
  if (reasons.length > 0) yield `reasons: ${tell(reasons)}`;
  yield `people: ${tell(by.byPerson.map(({ by: name = "no name", count }) => [name, count]))}`;
}

function* describeAgreements(
  agreements: readonly Agreement[],
  { disputed }: LabelCounts,
): Generator<string> {
  if (agreements.length === 0) yield "agreement: no two named people labelled the same";
  for (const { people, count, agreed, kappa } of agreements) {
    const told = kappa === undefined ? "not defined, all labels are one" : kappa.toFixed(2);
    yield `agreement of ${people.join(" and ")}: ${agreed} of ${count}, Cohen's kappa ${told}`;
  }
  for (const { runId, attempt } of disputed) yield `disputed: attempt ${attempt} of ${runId}`;
}

const tell = (counts: readonly (readonly [string, number])[]): string =>
  counts
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ");
