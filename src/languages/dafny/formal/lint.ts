import {
  createDiagnostic,
  type Diagnostic,
  type DiagnosticCategory,
} from "../../../domain/diagnostic.ts";
import type { Slot } from "../../../domain/slot.ts";
import type { SourceText } from "../../../domain/source-text.ts";
import { findConversation } from "../../../syntax/formal/find-conversation.ts";
import { readMarkedRegions } from "../../../syntax/formal/marked-regions.ts";
import { type DafnyFile, readFile, spanOf } from "../syntax/read-file.ts";
import { findAssumptions } from "./find-assumptions.ts";
import { readSlots } from "./read-slots.ts";

type Place = { readonly start: number; readonly end: number };

/** What is wrong with a Dafny file as a specification. */
export function lint({ path, text }: SourceText): readonly Diagnostic[] {
  const file = readFile(text);
  const say = (
    code: string,
    category: DiagnosticCategory,
    message: string,
    help: string,
    place: Place = { start: 0, end: firstLineEnd(text) },
  ): Diagnostic =>
    createDiagnostic({
      tool: "lint",
      code,
      phase: "syntax",
      category,
      message,
      help,
      span: { file: path, start: place.start, end: place.end },
    });

  const { unclosed } = file.blanked;
  if (unclosed !== undefined) {
    const what = unclosed.kind === "comment" ? "comment" : "string";
    const help = what === "comment" ? "Close it with */" : 'Close it with "';
    return [say(`unclosed-${what}`, "syntax", `A ${what} does not end`, help, unclosed)];
  }
  const spoken = findConversation(file.blanked.code);
  const [firstSpoken] = spoken;
  if (firstSpoken !== undefined) {
    const message = `This is text of a conversation, not Dafny: "${shorten(firstSpoken.text)}"`;
    const help = "Remove what was said about the code, and the fences around it";
    return [say("conversation", "syntax", message, help, firstSpoken)];
  }
  const faults = readMarkedRegions(text, "//").faults.map((fault) =>
    say(
      "marker",
      "syntax",
      fault.message,
      "Open and close every region once, on lines of their own",
      fault,
    ),
  );
  return [...faults, ...lintMeaning(file, say), ...tellAssumptions(file, path)];
}

function lintMeaning(
  file: DafnyFile,
  say: (code: string, category: DiagnosticCategory, message: string, help: string) => Diagnostic,
): readonly Diagnostic[] {
  const { parsed, text } = file;
  if (parsed.length === 0) {
    const isComment = file.tokens.length === 0 && text.trim() !== "";
    const message = isComment ? "The whole file is a comment" : "Nothing is declared";
    return [
      say(
        "nothing-declared",
        "other",
        message,
        "Declare what is to be written: a method, its requires and ensures",
      ),
    ];
  }
  const promises = parsed.some(({ clauses }) => clauses.some(({ word }) => word === "ensures"));
  const slots = readSlots(text);
  return [
    ...(promises
      ? []
      : [
          say(
            "nothing-promised",
            "other",
            "Nothing is promised: no declaration has an ensures",
            "Say what must hold afterwards with ensures",
          ),
        ]),
    ...(slots.some(({ role }) => role === "body")
      ? []
      : [
          say(
            "nothing-open",
            "other",
            "Nothing is open: every body is there",
            "Leave out a body, let it be { assume false; }, or mark it with // <vc-code> and // </vc-code>",
          ),
        ]),
  ];
}

/** What the given text takes for granted: everything proved from it holds only as far as that does. */
function tellAssumptions(file: DafnyFile, path: string): readonly Diagnostic[] {
  const slots = readSlots(file.text);
  const isOpen = ({ start }: Place): boolean =>
    slots.some((slot) => start >= slot.start && start < slot.end);
  const isBelieved = ({ code, start, end }: Place & { readonly code: string }): boolean =>
    code === "bodyless" ? promisesAlone(file, slots, { start, end }) : !GIVEN.has(code);
  return findAssumptions(file)
    .filter((one) => isBelieved(one) && !isOpen(one))
    .map(({ code, message, start, end }) =>
      createDiagnostic({
        tool: "lint",
        code: `given-${code}`,
        phase: "syntax",
        category: "other",
        severity: "warning",
        message: `The specification itself trusts what is not proved: ${message}`,
        help: "What is proved from it holds only as far as this does",
        span: { file: path, start, end },
      }),
    );
}

/** Whether a declaration without a body promises something, and no slot is its body: then it is an axiom by another name. */
function promisesAlone(file: DafnyFile, slots: readonly Slot[], { start, end }: Place): boolean {
  const declaration = file.parsed.find((one) => spanOf(file, one).start === start);
  const isFilled = slots.some(
    (slot) =>
      slot.role === "body" &&
      slot.start >= end &&
      file.blanked.code.slice(end, slot.start).trim() === "",
  );
  return declaration?.clauses.some(({ word }) => word === "ensures") === true && !isFilled;
}

/** What a specification may hold without trusting anything. */
const GIVEN: ReadonlySet<string> = new Set([
  "bodyless",
  "left-open",
  "include",
  "import",
  "export",
  "refines",
  "decreases-star",
]);

const firstLineEnd = (text: string): number => /[\r\n]|$/.exec(text)?.index ?? 0;
const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}…` : text);
