import type { Diagnostic } from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import {
  lintFile,
  type SayLint,
  tellGiven,
  tellNothingDeclared,
} from "../../syntax/formal/lint-frame.ts";
import { declarationsOf } from "./declarations.ts";
import { type LeanCode, readLean } from "./lexical-rules.ts";
import { readSlots } from "./read-slots.ts";

/** What is wrong with a Lean file as a specification. */
export function lint(source: SourceText): readonly Diagnostic[] {
  const code = readLean(source.text);
  return lintFile(source, code, {
    language: "Lean",
    commentEnd: "-/",
    lineComment: "--",
    lintMeaning: (say) => lintMeaning(code, say),
  });
}

function lintMeaning(code: LeanCode, say: SayLint): readonly Diagnostic[] {
  const { text, tokens } = code;
  const declarations = declarationsOf(code);
  if (declarations.length === 0)
    return tellNothingDeclared(
      code,
      "Declare what is to be written and proved: a def, a theorem",
      say,
    );
  const slots = readSlots(text);
  const isOpen = (at: number): boolean => slots.some(({ start, end }) => start <= at && at < end);
  const found: Diagnostic[] = [];
  if (!declarations.some(({ promises }) => promises))
    found.push(
      say(
        "nothing-promised",
        "other",
        "Nothing is promised: no theorem is stated",
        "State what must hold as a theorem",
      ),
    );
  if (!slots.some(({ role }) => role !== "helpers"))
    found.push(
      say(
        "nothing-open",
        "other",
        "Nothing is open: there is no sorry to be replaced",
        "Write sorry where something is to be written or proved",
      ),
    );
  const given = tokens.filter(({ text: word, start }) => word === "sorry" && !isOpen(start));
  for (const hole of given) {
    const message = "The specification itself leaves something unproved";
    const help = "What rests on it is not accepted";
    found.push({ ...say("given-hole", "other", message, help, hole), severity: "warning" });
  }
  const axioms = declarations.filter(({ kind, start }) => kind === "axiom" && !isOpen(start));
  for (const { name, start, end } of axioms) {
    const message = `The specification takes ${name} for granted`;
    found.push(tellGiven("axiom", message, { start, end }, say));
  }
  return found;
}
