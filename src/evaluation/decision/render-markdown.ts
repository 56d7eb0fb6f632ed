import type { Decision } from "./decision.ts";
import { describeDecision } from "./describe-decision.ts";
import type { Block, Table } from "./document.ts";

/** The report as Markdown, without pictures. */
export function renderDecisionMarkdown(decision: Decision): string {
  const { title, subtitle, sections } = describeDecision(decision);
  const parts = sections.map(({ title: heading, blocks }) =>
    [`## ${heading}`, ...blocks.flatMap(renderBlock)].join("\n\n"),
  );
  return `${[`# ${title}`, escape(subtitle), ...parts].join("\n\n")}\n`;
}

function renderBlock(block: Block): readonly string[] {
  switch (block.kind) {
    case "text":
      return [escape(block.text)];
    case "list":
      return [`${block.title}:\n\n${block.items.map((item) => `- ${escape(item)}`).join("\n")}`];
    case "table":
      return [`${escape(block.caption)}:\n\n${renderTable(block)}`];
    case "chart":
      return [];
  }
}

const renderTable = ({ titles, rows }: Table): string =>
  [titles, titles.map(() => "---"), ...rows.map((row) => row.map(escape))]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");

/** Names of others are no markup here, and no way out of a cell. */
const escape = (text: string): string =>
  text
    .replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, " ")
    .replaceAll(/[\\`*_[\]<>|#~]/g, (mark) => `\\${mark}`);
