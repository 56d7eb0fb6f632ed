import type { Example } from "../../domain/specification.ts";
import { parseExample } from "./parse-example.ts";

/** What a body without front matter says in sections of its own. */
export interface Sections {
  readonly title: string | undefined;
  /** Tag of the first fenced block, lower case. */
  readonly fenceTag: string | undefined;
  readonly signature: string | undefined;
  readonly examples: readonly Example[];
  readonly requirements: readonly string[];
}

interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

/**
 * Reads the title, the list under `## Requirements`, the examples under `## Examples` and the block under
 * `## Signature`. A line under `## Examples` that is no example is prose, and stays what it was.
 */
export function readSections(body: string): Sections {
  const sections = splitSections(body);
  const find = (name: RegExp): readonly string[] =>
    sections.find(({ heading }) => name.test(heading))?.lines ?? [];
  return {
    title: /^#\s+(.+?)\s*#*\s*$/m.exec(body)?.[1],
    fenceTag: /^ {0,3}(?:`{3,}|~{3,})[ \t]*([\w+#-]+)/m.exec(body)?.[1]?.toLowerCase(),
    signature: readSignature(find(/^signature$/i)),
    examples: find(/^examples?$/i)
      .map((line) => parseExample(stripItem(line)))
      .filter((example) => example !== undefined),
    requirements: find(/^requirements?$/i)
      .filter((line) => ITEM.test(line))
      .map(stripItem),
  };
}

const ITEM = /^\s*(?:[-*+]|\d+[.)])\s+/;

/** A list item's text, without its mark and without a code span around the whole. */
const stripItem = (line: string): string =>
  line.replace(ITEM, "").trim().replace(/^`([^`]*)`$/, "$1");

function readSignature(lines: readonly string[]): string | undefined {
  const code = lines
    .filter((line) => !/^ {0,3}(?:`{3,}|~{3,})/.test(line))
    .map((line) => line.trim().replace(/^`([^`]*)`$/, "$1"))
    .filter((line) => line !== "");
  return code.length === 0 ? undefined : code.join("\n");
}

function splitSections(body: string): readonly Section[] {
  const sections: { heading: string; lines: string[] }[] = [];
  for (const line of body.split(/\r\n|\r|\n/)) {
    const heading = /^#{2,6}\s+(.+?)\s*#*\s*$/.exec(line)?.[1];
    if (heading === undefined) sections.at(-1)?.lines.push(line);
    else sections.push({ heading, lines: [] });
  }
  return sections;
}
