import { type Finding, finding } from "../finding.ts";
import { readString } from "./string-value.ts";
import type { Name } from "./terms.ts";
import type { Range, Token } from "./token.ts";

/** Thrown, after its finding was recorded, where a block cannot be read further; caught where reading can go on. */
export class SyntaxStop extends Error {}

/** Blocks within blocks that are read; generous for people and models, far from the end of the stack. */
export const NESTING_LIMIT = 256;

/** A block that was opened and not yet closed. */
export interface OpenBlock {
  /** Its keyword, with a step's or test's id where there is one. */
  readonly name: string;
  readonly opened: Token;
}

/** The place in the tokens that the parser has reached. */
export interface Cursor {
  readonly source: string;
  readonly tokens: readonly Token[];
  readonly findings: Finding[];
  /** Innermost last. */
  readonly open: OpenBlock[];
  index: number;
}

export const createCursor = (source: string, tokens: readonly Token[]): Cursor => ({
  source,
  tokens,
  findings: [],
  open: [],
  index: 0,
});

/** The token at the cursor; at the end it is `end-of-file`, for ever. */
export const current = (cursor: Cursor): Token => tokenAt(cursor, cursor.index);

export const tokenAt = ({ tokens }: Cursor, index: number): Token =>
  tokens[Math.min(index, tokens.length - 1)] as Token;

/** Steps over the current token and gives it back. */
export function advance(cursor: Cursor): Token {
  const token = current(cursor);
  if (token.kind !== "end-of-file") cursor.index += 1;
  return token;
}

/** Whether `token` is the bare word, keyword or mark `text`; a string that says the same is not. */
export const isText = ({ kind, text }: Token, wanted: string): boolean =>
  text === wanted && kind !== "string" && kind !== "error";

export const at = (cursor: Cursor, text: string): boolean => isText(current(cursor), text);

export const isString = ({ kind }: Token): boolean => kind === "string" || kind === "triple-string";

/** Steps over `text` if it is next. */
export function skip(cursor: Cursor, text: string): Token | undefined {
  return at(cursor, text) ? advance(cursor) : undefined;
}

/** Steps over whatever one token stands there; only a lexical error or the end of the file stops. */
export function advanceAny(cursor: Cursor, expected: string): Token {
  const token = current(cursor);
  if (token.error !== undefined || token.kind === "end-of-file") stopUnexpected(cursor, expected);
  return advance(cursor);
}

/** The range from `start` to the end of the token before the cursor. */
export const rangeFrom = (cursor: Cursor, start: Range): Range => ({
  start: start.start,
  end: Math.max(start.end, tokenAt(cursor, Math.max(0, cursor.index - 1)).end),
});

/** A token in words: what a message says was found. */
export function describeToken({ kind, text, error }: Token): string {
  if (kind === "end-of-file") return "the end of the file";
  if (error === "unclosed-string") return "a quote that is never closed";
  if (error === "unclosed-triple-string") return 'a """ that is never closed';
  const [line = ""] = text.split("\n");
  const shown = line.length > 40 ? `${line.slice(0, 40)}…` : line;
  return kind === "string" || kind === "triple-string" ? shown : `"${shown}"`;
}

/** Records `found` and stops the block. */
export function stop(cursor: Cursor, found: Finding): never {
  cursor.findings.push(found);
  throw new SyntaxStop();
}

/** Stops because the current token is not `expected`; names the lexical error where it is one. */
export function stopUnexpected(cursor: Cursor, expected: string, help?: string): never {
  const token = current(cursor);
  const found = describeToken(token);
  if (token.error === "unclosed-string") {
    stop(
      cursor,
      finding("unclosed_string", token, {}, "This quote is never closed", {
        help: 'Close the string with "',
      }),
    );
  }
  if (token.error === "unclosed-triple-string") {
    stop(
      cursor,
      finding("unclosed_triple_string", token, {}, 'This """ is never closed', {
        help: 'Close the text with """',
      }),
    );
  }
  if (token.kind === "end-of-file") stopAtEndOfFile(cursor, expected);
  stop(
    cursor,
    finding(
      "unexpected_token",
      token,
      { expected, found },
      `Expected ${expected}, found ${found}`,
      {
        help,
      },
    ),
  );
}

function stopAtEndOfFile(cursor: Cursor, expected: string): never {
  // After an error the rest may have been stepped over: that blocks are open says nothing new.
  if (cursor.findings.length > 0) throw new SyntaxStop();
  const open = cursor.open.map(({ name, opened: { start, end } }) => ({
    block: name,
    opened: { start, end },
  }));
  const names = open.map(({ block }) => block).join(" > ");
  const message =
    open.length === 0
      ? `Expected ${expected}, found the end of the file`
      : `The file ends inside ${names}: ${open.length} "end" missing`;
  const { end } = tokenAt(cursor, Math.max(0, cursor.tokens.length - 2));
  stop(
    cursor,
    finding("unclosed_block", { start: end, end }, { open }, message, {
      stopsAt: Math.max(0, cursor.source.length - 1),
      related: open.slice(-3).map(({ block, opened }) => ({
        message: `"${block}" is opened here`,
        range: opened,
      })),
      help: 'Write one "end" for every open block',
    }),
  );
}

/** Steps over the bare word or mark `text`, or stops. */
export function expectText(cursor: Cursor, text: string): Token {
  return at(cursor, text) ? advance(cursor) : stopUnexpected(cursor, `"${text}"`);
}

/** Steps over a word that is no keyword, or stops. */
export function expectWord(cursor: Cursor, expected = "a word that is no keyword"): Name {
  const token = current(cursor);
  if (token.kind !== "identifier") stopUnexpected(cursor, expected);
  advance(cursor);
  return { text: token.text, start: token.start, end: token.end };
}

/** Steps over `=` and a string: the value of `attribute`. */
export function expectStringValue(cursor: Cursor, attribute: string): Name {
  expectText(cursor, "=");
  return expectString(cursor, attribute);
}

/** Steps over a string, or stops. */
export function expectString(cursor: Cursor, attribute: string): Name {
  const token = current(cursor);
  if (isString(token)) return readString(advance(cursor));
  if (token.error !== undefined || token.kind === "end-of-file") stopUnexpected(cursor, "a string");
  const found = describeToken(token);
  stop(
    cursor,
    finding(
      "expected_string",
      token,
      { attribute, found },
      `The value of "${attribute}" must be a string in double quotes, found ${found}`,
      { help: `Write ${attribute}="…"` },
    ),
  );
}

/** Reads a block's content with the block on the stack of open ones. */
export function inBlock<Content>(cursor: Cursor, block: OpenBlock, read: () => Content): Content {
  if (cursor.open.length >= NESTING_LIMIT) {
    // Nothing after it is read: it would say the same once for every level.
    cursor.index = cursor.tokens.length - 1;
    stop(
      cursor,
      finding(
        "nesting_too_deep",
        block.opened,
        { limit: NESTING_LIMIT },
        `Blocks are nested deeper than ${NESTING_LIMIT}`,
        { help: "Move the inner steps into a function of their own" },
      ),
    );
  }
  cursor.open.push(block);
  const depth = cursor.open.length;
  try {
    return read();
  } finally {
    cursor.open.length = depth - 1;
  }
}
