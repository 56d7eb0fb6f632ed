import type { Decision } from "../../evaluation/decision/decision.ts";
import { describeDecision } from "../../evaluation/decision/describe-decision.ts";
import type { Block } from "../../evaluation/decision/document.ts";
import { escapeText } from "./escape-text.ts";
import { renderTable } from "./render-table.ts";

/** The report to read on a terminal. */
export function renderDecision(decision: Decision): string {
  const { subtitle, sections } = describeDecision(decision);
  const parts = sections.map(({ title, blocks }) =>
    [title.toUpperCase(), ...blocks.flatMap(renderBlock)].join("\n"),
  );
  return [escapeText(subtitle), ...parts].join("\n\n");
}

function renderBlock(block: Block): readonly string[] {
  switch (block.kind) {
    case "text":
      return [escapeText(block.text)];
    case "list":
      return [`${block.title}:`, ...block.items.map((item) => `  - ${escapeText(item)}`)];
    case "table":
      return [
        `${escapeText(block.caption)}:`,
        renderTable(
          block.titles,
          block.rows.map((row) => row.map(escapeText)),
        ),
      ];
    case "chart":
      return [];
  }
}
