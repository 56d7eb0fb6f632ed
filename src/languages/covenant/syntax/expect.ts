/** What the grammar expects next, and what to say when it is not there. */

import { type Finding, type FindingOptions, finding } from "../finding.ts";
import { SECTION_KINDS } from "../tables/kinds.ts";
import {
  advance,
  at,
  type Cursor,
  current,
  describeToken,
  expectStringValue,
  inBlock,
  isText,
  type OpenBlock,
  stop,
  stopUnexpected,
  tokenAt,
} from "./cursor.ts";
import { nearestNames } from "./nearest-names.ts";
import type { Name } from "./terms.ts";
import type { Token } from "./token.ts";

/**
 * Steps over `name="…"`. Where another attribute stands there, the reference reads that attribute's name before it
 * stops, so that its place is the token after.
 */
export function expectAttribute(cursor: Cursor, block: string, name: string): Name {
  if (at(cursor, name)) {
    advance(cursor);
    return expectStringValue(cursor, name);
  }
  stopWithoutAttribute(cursor, block, name);
}

/** Keywords that the reference takes for an attribute's name. */
const ATTRIBUTE_KEYWORDS: ReadonlySet<string> = new Set([
  "id",
  "kind",
  "as",
  "from",
  "fn",
  "type",
  "var",
  "on",
]);

interface AttributeStop {
  /** Whether the reference reads the name of another attribute before it stops. @default true */
  readonly readsName?: boolean;
}

/** Stops because the attribute `name` should stand here: it comes too late, or not at all. */
export function stopWithoutAttribute(
  cursor: Cursor,
  block: string,
  name: string,
  { readsName = true }: AttributeStop = {},
): never {
  const token = current(cursor);
  if (token.error !== undefined || token.kind === "end-of-file")
    stopUnexpected(cursor, `attribute "${name}"`);
  const stopsAt = readsName ? placeAfterName(cursor) : undefined;
  stop(cursor, missingAttribute(cursor, token, { block, name, stopsAt }));
}

/** Where the reference stops if it takes the current token for an attribute's name; `undefined` if it does not. */
export function placeAfterName(cursor: Cursor): number | undefined {
  const { kind, text } = current(cursor);
  const isName = kind === "identifier" || (kind === "keyword" && ATTRIBUTE_KEYWORDS.has(text));
  return isName ? tokenAt(cursor, cursor.index + 1).start : undefined;
}

function missingAttribute(
  cursor: Cursor,
  token: Token,
  { block, name, stopsAt }: { block: string; name: string; stopsAt: number | undefined },
): Finding {
  const found = describeToken(token);
  const isBinding = name === "as";
  if ((!isBinding || at(cursor, "handle")) && comesLater(cursor, name)) {
    const facts = { block, attribute: name, before: token.text };
    return finding(
      "attribute_order",
      token,
      facts,
      `In ${block}, "${name}" must come before ${found}`,
      { stopsAt, help: `Move ${name}=… in front of ${found}` },
    );
  }
  // A step without its binding ends, or the next one begins; anything else is what does not belong there.
  if (isBinding && !at(cursor, "end") && !at(cursor, "step")) {
    const facts = { expected: "as=", found };
    const message = `Expected as="…" in ${block}, found ${found}`;
    return finding("unexpected_token", token, facts, message, { stopsAt });
  }
  return finding(
    "missing_attribute",
    token,
    { block, attribute: name },
    `${capitalize(block)} needs the attribute "${name}" here, found ${found}`,
    { stopsAt, help: `Write ${name}="…"` },
  );
}

/** How far a misplaced attribute is looked for: a block is rarely longer. */
const LOOK_AHEAD_TOKENS = 400;

/** Whether `name =` follows in the same block, not in a block inside it. */
function comesLater(cursor: Cursor, name: string): boolean {
  let depth = 0;
  for (let offset = 0; offset < LOOK_AHEAD_TOKENS; offset += 1) {
    const token = tokenAt(cursor, cursor.index + offset);
    if (token.kind === "end-of-file") return false;
    if (depth === 0 && isText(token, name) && isText(tokenAt(cursor, token.index + 1), "="))
      return true;
    if (isText(token, "end")) depth -= 1;
    else if (opensBlock(cursor, token)) depth += 1;
    if (depth < 0 || (depth === 0 && isText(token, "snippet"))) return false;
  }
  return false;
}

/** Words that open a block wherever they stand bare and not as an attribute's name. */
const OPENERS: ReadonlySet<string> = new Set([
  "step",
  "snippet",
  "handle",
  "case",
  "then",
  "else",
  "where",
  "and",
  "or",
  "branch",
  "params",
  "union",
  "test",
  "req",
  "table",
  "enum",
  "struct",
  "variant",
  ...SECTION_KINDS,
]);

const opensBlock = (cursor: Cursor, token: Token): boolean =>
  (token.kind === "keyword" || token.kind === "identifier") &&
  OPENERS.has(token.text) &&
  !isText(tokenAt(cursor, token.index + 1), "=") &&
  !isText(tokenAt(cursor, token.index - 1), "=");

/** What `read` gives of a block's inside; the block is open meanwhile, and closed by its `end`. */
export const readBlock = <Content>(
  cursor: Cursor,
  block: OpenBlock,
  read: () => Content,
): Content =>
  inBlock(cursor, block, () => {
    const content = read();
    expectEnd(cursor, block);
    return content;
  });

/** Words that begin something which cannot stand inside a block that is still open. */
const OUTSIDERS: ReadonlySet<string> = new Set([
  "step",
  "snippet",
  "case",
  "else",
  "variant",
  "test",
  "req",
  "table",
  "rel",
  "branch",
  "effect",
  "param",
  "returns",
  "as",
  "handle",
  ...SECTION_KINDS,
]);

const KEYWORD_FLAGS: ReadonlySet<string> = new Set(["primary", "auto", "unique", "nullable"]);

/** Steps over the `end` of `block`, or says what stands there instead. */
export function expectEnd(cursor: Cursor, block: OpenBlock): Token {
  if (at(cursor, "end")) return advance(cursor);
  const token = current(cursor);
  const found = describeToken(token);
  const isWord = token.kind === "keyword" || token.kind === "identifier";
  const opened = { start: block.opened.start, end: block.opened.end };
  const related = [{ message: `"${block.name}" is opened here`, range: opened }];
  if (isWord && KEYWORD_FLAGS.has(token.text)) stop(cursor, flagOrder(token));
  if (isWord && OUTSIDERS.has(token.text)) {
    const options: FindingOptions = { related, help: `Write "end" before ${found}` };
    stop(
      cursor,
      finding(
        "missing_end",
        token,
        { block: block.name, opened, found },
        `"${block.name}" is not closed: expected "end", found ${found}`,
        options,
      ),
    );
  }
  stopUnexpected(cursor, `"end" of "${block.name}"`);
}

const flagOrder = (token: Token): Finding =>
  finding(
    "field_flag_order",
    token,
    { flag: token.text },
    `The flag "${token.text}" must come before primary_key=, auto_increment= and optional`,
    { help: `Move ${token.text} directly after the field's type` },
  );

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * The word of a closed list that `name` is, or stops. The reference steps over the name before it looks, so that its
 * place is the token after.
 */
export function readKind<Kind extends string>(
  cursor: Cursor,
  name: Name,
  {
    kinds,
    rule,
    what,
  }: {
    readonly kinds: readonly Kind[];
    readonly rule: "invalid_snippet_kind" | "invalid_step_kind";
    readonly what: string;
  },
): Kind {
  const kind = kinds.find((known) => known === name.text);
  if (kind !== undefined) return kind;
  const candidates = nearestNames(name.text, kinds);
  const facts = { name: name.text, candidates };
  const options = { stopsAt: current(cursor).start, help: `Kinds: ${kinds.join(", ")}` };
  stop(cursor, finding(rule, name, facts, `There is no ${what} "${name.text}"`, options));
}
