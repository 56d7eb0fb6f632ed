import type { DecodingReport, EnforcementReport } from "../../domain/decoding.ts";
import type { Terminal } from "./terminal.ts";

/** One line: what answers are held to, and what is only weakly or not seen to. */
export function showEnforcement(
  { constraint, by, levels }: EnforcementReport,
  terminal: Terminal,
  prefix: string,
): void {
  const listed = levels.map(({ level, how, why }) =>
    how === "enforced" ? `${level} enforced` : `${level} ${how} (${why})`,
  );
  terminal.say(`${prefix}constrained: ${constraint}, by ${by}: ${listed.join(", ")}`);
}

/** One line where an answer did not simply come to its end. */
export function showDecoding(report: DecodingReport, terminal: Terminal, prefix: string): void {
  for (const { to, atToken, why } of report.relaxations)
    terminal.say(`${prefix}constraints relaxed to ${to} at token ${atToken}: ${why}`);
  if (report.ended !== "complete")
    terminal.say(`${prefix}the constrained answer ended ${ENDS[report.ended]}`);
}

const ENDS: Readonly<Record<Exclude<DecodingReport["ended"], "complete">, string>> = {
  closed: "by its shortest end, because the limit came near",
  length: "at its limit, before it was whole",
  stuck: "where nothing could follow",
};
