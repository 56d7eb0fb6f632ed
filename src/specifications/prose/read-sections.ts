import type { Example } from "../../domain/specification.ts";
import { readCodeSpan, readListItems } from "./list-items.ts";
import { parseExample } from "./parse-example.ts";
import { type Section, splitSections } from "./split-sections.ts";

/** What a body without front matter says in sections of its own. */
export interface Sections {
  /** The first heading that is not one of the sections. */
  readonly title: string | undefined;
  /** Tags of the fenced blocks, lower case: those that hold the signature first. */
  readonly fenceTags: readonly string[];
  readonly signature: string | undefined;
  readonly examples: readonly Example[];
  readonly requirements: readonly string[];
}

const SIGNATURE = /^signature:?$/i;
const EXAMPLES = /^examples?:?$/i;
const REQUIREMENTS = /^requirements?:?$/i;

/**
 * Reads the title, the list under `## Requirements`, the list of examples under `## Examples` and the block under
 * `## Signature`. An item under `## Examples` that is no example is prose, and stays what it was.
 */
export function readSections(body: string): Sections {
  const sections = splitSections(body);
  const find = (name: RegExp): Section =>
    sections.find(({ heading }) => name.test(heading)) ?? NO_SECTION;
  const isOwn = (heading: string): boolean =>
    [SIGNATURE, EXAMPLES, REQUIREMENTS].some((name) => name.test(heading));
  const signature = find(SIGNATURE);
  const fences = [...signature.fences, ...sections.flatMap((section) => section.fences)];
  return {
    title: sections.find(({ heading }) => heading !== "" && !isOwn(heading))?.heading,
    fenceTags: fences.map(({ info }) => readTag(info)).filter((tag) => tag !== ""),
    signature: readSignature(signature),
    examples: readListItems(find(EXAMPLES).lines)
      .map(readExampleItem)
      .filter((example) => example !== undefined),
    requirements: readListItems(find(REQUIREMENTS).lines).map(
      (item) => readCodeSpan(item, { isWhole: true }) ?? item,
    ),
  };
}

const NO_SECTION: Section = { heading: "", lines: [], fences: [] };

const readTag = (info: string): string =>
  (/^(?:\{?\.)?([\w+#-]+)/.exec(info)?.[1] ?? "").toLowerCase();

/** The first fenced block, else the first code span, else the first line. */
function readSignature({ fences, lines }: Section): string | undefined {
  const [line] = lines.filter((each) => each.trim() !== "");
  const text = fences[0]?.content ?? readCodeSpan(line ?? "", { isWhole: false }) ?? line ?? "";
  return text.trim() === "" ? undefined : text.trim();
}

/** `` `call => value` ``, with or without prose after it, `` `call` => `value` ``, or without code spans. */
function readExampleItem(item: string): Example | undefined {
  const span = readCodeSpan(item, { isWhole: false });
  if (span === undefined || !item.startsWith("`")) return onlyCall(parseExample(item));
  return (
    onlyCall(parseExample(span)) ??
    onlyCall(parseExample(item.replaceAll(/(`+)\s*(.+?)\s*\1/g, "$2")))
  );
}

/** In prose "the empty list throws" is a sentence: a call has brackets. */
const onlyCall = (example: Example | undefined): Example | undefined =>
  example?.call.includes("(") === true ? example : undefined;
