/** Other wordings of a prompt's text, made from what checkers said about answers; by plain rules, no model is asked. */

import { codeWords, tellingWords } from "../std/code-words.ts";
import type { BrokenRule, Feedback } from "./collect-feedback.ts";
import { escapeTemplate } from "./escape-template.ts";
import { BULLET, splitText, type TextPiece } from "./split-text.ts";

export interface Proposal {
  readonly kind: "shorten" | "reorder" | "add";
  /** What it does, for its front matter and for the report. */
  readonly description: string;
  readonly body: string;
}

export interface ProposeOptions {
  readonly feedback: Feedback;
  /** Whether the text with this recorded id holds such a piece; `undefined` for a text that is no longer there. */
  readonly holds: (recordedId: string, piece: string) => boolean | undefined;
  readonly section: string;
}

/** At most one of each kind; none that changes nothing. */
export const proposeVariants = (body: string, options: ProposeOptions): readonly Proposal[] =>
  [
    shorten(body, options),
    reorder(body, options.feedback),
    addRule(body, options.feedback),
  ].flatMap((proposal) =>
    proposal === undefined || proposal.body === body || proposal.body.trim() === ""
      ? []
      : [proposal],
  );

/** Of the sentences and items that may go. */
const DROPPED_SHARE = 0.25;

/** Without what is least connected to success: first by how runs went with and without it, then by what is broken. */
function shorten(body: string, { feedback, holds, section }: ProposeOptions): Proposal | undefined {
  const pieces = splitText(body);
  const candidates = pieces
    .filter(({ kind }) => kind === "sentence" || kind === "item")
    .map((piece) => ({
      piece,
      success: measureSuccess(piece, feedback, { holds, section }),
      need: measureNeed(piece, feedback.broken),
    }))
    .sort((one, other) => one.success - other.success || one.need - other.need);
  const dropped = new Set<TextPiece>();
  for (const { piece } of candidates) {
    const alike = pieces.filter(({ kind, group }) => kind === piece.kind && group === piece.group);
    // A list without items leaves its head behind.
    const isLastItem =
      piece.kind === "item" && alike.every((each) => each === piece || dropped.has(each));
    if (dropped.size >= Math.ceil(candidates.length * DROPPED_SHARE) || isLastItem) continue;
    dropped.add(piece);
  }
  const said = [...dropped].map(({ text }) => `"${text.trim()}"`).join(", ");
  return dropped.size === 0
    ? undefined
    : { kind: "shorten", description: `Without ${said}`, body: withoutPieces(pieces, dropped) };
}

/** Share of runs accepted at the first try with this piece, less that without it; 0 where one of them is not known. */
function measureSuccess(
  { text }: TextPiece,
  { runs }: Feedback,
  { holds, section }: Pick<ProposeOptions, "holds" | "section">,
): number {
  const shares = [true, false].map((isHeld) => {
    const those = runs.filter((run) => {
      const id = run.templates[section];
      return id !== undefined && holds(id, text.trim()) === isHeld;
    });
    return those.length === 0
      ? undefined
      : those.filter(({ isAcceptedFirst }) => isAcceptedFirst).length / those.length;
  });
  const [held, not] = shares;
  return held === undefined || not === undefined ? 0 : held - not;
}

function withoutPieces(pieces: readonly TextPiece[], dropped: ReadonlySet<TextPiece>): string {
  let text = "";
  for (const piece of pieces) {
    if (!dropped.has(piece)) text += piece.text;
    else if (piece.text.endsWith("\n") && !/(^|\n)$/.test(text)) text = `${text.trimEnd()}\n`;
  }
  return text.replace(/\n{3,}/g, "\n\n").replace(/^\n+|\s+$/g, "");
}

/** The variable of house rules: what diagnostics speak of. */
const RULES = /\brules\b/;

/** What is connected to the rules that are broken most comes first, each within its list, paragraph or run of blocks. */
function reorder(body: string, { broken }: Feedback): Proposal | undefined {
  if (broken.length === 0) return undefined;
  const pieces = splitText(body);
  const order = new Map<number, readonly TextPiece[]>();
  for (const { group } of pieces)
    order.set(group, order.get(group) ?? sortGroup(pieces, group, broken));
  const taken = new Map<number, number>();
  const ordered = pieces.map((piece) => {
    if (piece.kind === "fixed") return piece.text;
    const at = taken.get(piece.group) ?? 0;
    taken.set(piece.group, at + 1);
    const next = order.get(piece.group)?.[at] ?? piece;
    return next === piece ? piece.text : inPlaceOf(piece, next);
  });
  const codes = broken.slice(0, 3).map(({ code }) => code);
  const text = ordered.join("");
  return text === body
    ? undefined
    : {
        kind: "reorder",
        description: `What is broken most first: ${codes.join(", ")}`,
        body: text,
      };
}

const sortGroup = (
  pieces: readonly TextPiece[],
  wanted: number,
  broken: readonly BrokenRule[],
): readonly TextPiece[] =>
  pieces
    .filter(({ kind, group }) => kind !== "fixed" && group === wanted)
    .map((piece) => ({ piece, need: measureNeed(piece, broken) }))
    .sort((one, other) => other.need - one.need)
    .map(({ piece }) => piece);

/** Line ends and numbers belong to the place, not to the piece; so does what a block takes away from around it. */
function inPlaceOf(old: TextPiece, next: TextPiece): string {
  if (next.kind === "block") {
    const style = /(\s*\{%-?)\s*end\w+\s*(-?%\})$/.exec(old.text);
    return next.text.replace(
      /\s*\{%-?(\s*end\w+\s*)-?%\}$/,
      (_all, name: string) => `${style?.[1] ?? "{%"}${name}${style?.[2] ?? "%}"}`,
    );
  }
  const end = /\s*$/.exec(old.text)?.[0] ?? "";
  const marker = BULLET.exec(old.text)?.[0] ?? "";
  return marker + next.text.replace(BULLET, "").trimEnd() + end;
}

/** How much it has to do with what is broken: shared words, weighed by how many answers broke it. */
function measureNeed({ text, kind }: TextPiece, broken: readonly BrokenRule[]): number {
  const words = new Set(codeWords(text));
  const speaksOfRules = kind === "block" && RULES.test(text);
  return broken.reduce((sum, rule) => {
    const told = [...tellingWords(`${rule.message} ${rule.help ?? ""}`).keys()];
    const shared = told.filter((word) => words.has(word)).length / Math.max(1, told.length);
    return sum + rule.answers * (speaksOfRules || text.includes(rule.code) ? 1 : shared);
  }, 0);
}

/** With the rule that is broken most, of those that the text does not name yet; what was said is data. */
function addRule(body: string, { broken }: Feedback): Proposal | undefined {
  const rule = broken.find(({ code }) => !body.includes(escapeTemplate(code)));
  if (rule === undefined) return undefined;
  const { code, message, help } = rule;
  const right = help === undefined ? "" : ` Instead: ${endSentence(help)}`;
  const line = escapeTemplate(`Often refused here (${code}): ${endSentence(message)}${right}`);
  // A tag that takes the space behind it away would take the line ends too.
  const guard = /-[%}]\}$/.test(body) ? '{{ "" }}' : "";
  return {
    kind: "add",
    description: `With ${code}; answers that broke it: ${rule.answers}`,
    body: `${body}${guard}\n\n${line}`,
  };
}

const endSentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
