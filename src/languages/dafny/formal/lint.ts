import type { Diagnostic } from "../../../domain/diagnostic.ts";
import type { Slot } from "../../../domain/slot.ts";
import type { SourceText } from "../../../domain/source-text.ts";
import {
  lintFile,
  type SayLint,
  tellGiven,
  tellNothingDeclared,
} from "../../../syntax/formal/lint-frame.ts";
import { type DafnyFile, readFile, spanOf } from "../syntax/read-file.ts";
import { findAssumptions } from "./find-assumptions.ts";
import { readSlots } from "./read-slots.ts";

type Place = { readonly start: number; readonly end: number };

/** What is wrong with a Dafny file as a specification. */
export function lint(source: SourceText): readonly Diagnostic[] {
  const file = readFile(source.text);
  return lintFile(source, file.blanked, {
    language: "Dafny",
    commentEnd: "*/",
    lineComment: "//",
    lintMeaning: (say) => [...lintMeaning(file, say), ...tellAssumptions(file, say)],
  });
}

function lintMeaning(file: DafnyFile, say: SayLint): readonly Diagnostic[] {
  const { parsed, text } = file;
  if (parsed.length === 0)
    return tellNothingDeclared(
      file,
      "Declare what is to be written: a method, its requires and ensures",
      say,
    );
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
function tellAssumptions(file: DafnyFile, say: SayLint): readonly Diagnostic[] {
  const slots = readSlots(file.text);
  const isOpen = ({ start }: Place): boolean =>
    slots.some((slot) => start >= slot.start && start < slot.end);
  const isBelieved = ({ code, start, end }: Place & { readonly code: string }): boolean =>
    code === "bodyless" ? promisesAlone(file, slots, { start, end }) : !GIVEN.has(code);
  return findAssumptions(file)
    .filter((one) => isBelieved(one) && !isOpen(one))
    .map((one) => {
      const message = `The specification itself trusts what is not proved: ${one.message}`;
      return tellGiven(one.code, message, one, say);
    });
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
