import { type Finding, finding } from "../finding.ts";
import { SNIPPET_KINDS } from "../tables/kinds.ts";
import type { Note, Program, Section, Snippet } from "./ast.ts";
import {
  advance,
  at,
  type Cursor,
  createCursor,
  current,
  describeToken,
  expectString,
  expectStringValue,
  expectText,
  inBlock,
  rangeFrom,
  SyntaxStop,
  skip,
  stop,
  stopUnexpected,
} from "./cursor.ts";
import { expectAttribute, expectEnd, readKind } from "./expect.ts";
import { lex } from "./lex.ts";
import { parseSection } from "./parse-section.ts";
import { isAtSnippet, resumeAtSnippet, resumeInside } from "./resume.ts";

export interface Parsed {
  /** What could be read; whole when there are no findings. */
  readonly program: Program;
  /** In source order; the first is where the reference compiler stops. */
  readonly findings: readonly Finding[];
}

/** Reads a source text. Any text has a result: never throws, never nests deeper than `NESTING_LIMIT`. */
export function parse(source: string): Parsed {
  const { tokens, comments } = lex(source);
  const cursor = createCursor(source, tokens);
  const snippets: Snippet[] = [];
  while (current(cursor).kind !== "end-of-file") {
    const snippet = resumable(() => parseSnippet(cursor, snippets.length === 0));
    if (snippet !== undefined) snippets.push(snippet);
    else resumeAtSnippet(cursor);
  }
  return { program: { source, tokens, comments, snippets }, findings: cursor.findings };
}

/** What `read` gives; `undefined` where a syntax error, already recorded, stopped it. */
function resumable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxStop) return undefined;
    throw error;
  }
}

const SNIPPET = {
  kinds: SNIPPET_KINDS,
  rule: "invalid_snippet_kind",
  what: "snippet kind",
} as const;

function parseSnippet(cursor: Cursor, isFirst: boolean): Snippet {
  const keyword = current(cursor);
  if (!at(cursor, "snippet")) stopOutsideSnippets(cursor, isFirst);
  advance(cursor);
  const id = expectAttribute(cursor, "snippet", "id");
  const kindName = expectAttribute(cursor, "snippet", "kind");
  const kind = readKind(cursor, kindName, SNIPPET);
  const block = { name: `snippet "${id.text}"`, opened: keyword };
  return inBlock(cursor, block, () => {
    const errorsBefore = cursor.findings.length;
    const binding = kind === "extern-impl" ? parseBinding(cursor) : NO_BINDING;
    const notes: Note[] = [];
    const sections: Section[] = [];
    const body = resumable(() => {
      while (at(cursor, "note")) notes.push(parseNote(cursor));
      parseSections(cursor, sections);
      expectEnd(cursor, block);
      return true;
    });
    if (body === undefined && !isAtSnippet(cursor)) resumeAtSnippet(cursor);
    const isWhole = cursor.findings.length === errorsBefore;
    return {
      id,
      kind,
      kindName,
      ...binding,
      notes,
      sections,
      isWhole,
      ...rangeFrom(cursor, keyword),
    };
  });
}

/** Sections up to the snippet's end; one that cannot be read is left out. */
function parseSections(cursor: Cursor, sections: Section[]): void {
  while (!at(cursor, "end") && current(cursor).kind !== "end-of-file") {
    const keyword = current(cursor);
    const section = resumable(() => parseSection(cursor));
    if (section !== undefined) sections.push(section);
    else if (!resumeInside(cursor, keyword)) throw new SyntaxStop();
  }
}

function stopOutsideSnippets(cursor: Cursor, isFirst: boolean): never {
  const token = current(cursor);
  const found = describeToken(token);
  if (isFirst) {
    const help = 'A file holds snippets only: begin with snippet id="…" kind="…"';
    stop(
      cursor,
      finding("not_a_snippet", token, { found }, `Expected "snippet", found ${found}`, { help }),
    );
  }
  if (token.error !== undefined) stopUnexpected(cursor, '"snippet"');
  const help = 'The snippet before it is closed already: remove one "end" above';
  stop(
    cursor,
    finding("extra_end", token, {}, `Expected "snippet" after a snippet's end, found ${found}`, {
      help,
    }),
  );
}

const NO_BINDING = { implements: undefined, platform: undefined };

function parseBinding(cursor: Cursor): Pick<Snippet, "implements" | "platform"> {
  const implemented = skip(cursor, "implements") && expectStringValue(cursor, "implements");
  const platform = skip(cursor, "platform") && expectStringValue(cursor, "platform");
  return { implements: implemented, platform };
}

function parseNote(cursor: Cursor): Note {
  const keyword = advance(cursor);
  const language = skip(cursor, "lang") && expectStringValue(cursor, "lang");
  const isTriple = current(cursor).kind === "triple-string";
  const text = expectString(cursor, "note");
  if (isTriple) expectText(cursor, "end");
  return { language, text, isTriple, ...rangeFrom(cursor, keyword) };
}
