import { forEachLine } from "../../std/for-each-line.ts";
import { scanFences } from "../../std/markdown/scan-fences.ts";
import type { ScannedFence } from "../../std/markdown/scanned-fence.ts";

/** A heading and what stands under it, up to the next heading of any size. */
export interface Section {
  /** Plain text; empty for what stands before the first heading. */
  readonly heading: string;
  /** The lines outside fenced blocks. */
  readonly lines: readonly string[];
  readonly fences: readonly ScannedFence[];
}

/** Cuts a Markdown text at its headings; what looks like one inside a fenced block is code. */
export function splitSections(body: string): readonly Section[] {
  const allFences = scanFences(body);
  let [heading, lines, fences]: [string, string[], ScannedFence[]] = ["", [], []];
  const sections: Section[] = [];
  const begin = (next: string): void => {
    sections.push({ heading, lines, fences });
    [heading, lines, fences] = [next, [], []];
  };
  let index = 0;
  forEachLine(body, (start, end) => {
    while (index < allFences.length && (allFences[index]?.end ?? 0) < start) index += 1;
    const fence = allFences[index];
    if (fence !== undefined && fence.start <= end) {
      if (fence.start >= start) fences.push(fence);
      return;
    }
    const line = body.slice(start, end);
    const last = lines.at(-1)?.trim() ?? "";
    const title = readHeading(line);
    if (title !== undefined) begin(title);
    else if (
      last !== "" &&
      /^ {0,3}(?:=+|-+)[ \t]*$/.test(line) &&
      !/^(?:[-*+>]|\d+[.)])/.test(last)
    ) {
      lines.pop();
      begin(last);
    } else lines.push(line);
  });
  begin("");
  return sections;
}

/** The text of a heading of the `# Title ##` kind. */
function readHeading(line: string): string | undefined {
  const text = /^ {0,3}#{1,6}(?:[ \t](.*))?$/.exec(line);
  if (text === null) return undefined;
  const title = (text[1] ?? "").trim();
  let end = title.length;
  while (title[end - 1] === "#") end -= 1;
  const isClosed = end < title.length && (end === 0 || /\s/.test(title.charAt(end - 1)));
  return stripMarks(isClosed ? title.slice(0, end).trim() : title);
}

/** A title says the same without backticks and asterisks around its words. */
const stripMarks = (title: string): string => title.replaceAll(/[`*]/g, "").trim();
