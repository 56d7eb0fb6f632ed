import type { Diagnostic } from "../../domain/diagnostic.ts";
import { fillSlots, type Slot } from "../../domain/slot.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { Finding } from "../../syntax/finding.ts";
import {
  lintFile,
  type SayLint,
  tellGiven,
  tellNothingDeclared,
} from "../../syntax/formal/lint-frame.ts";
import { declarationsOf } from "./declarations.ts";
import { findAssumptions } from "./find-text-bypasses.ts";
import { readVerus, type VerusCode } from "./lexical-rules.ts";
import { readSlots } from "./read-slots.ts";

/** What is wrong with a Verus file as a specification. */
export function lint(source: SourceText): readonly Diagnostic[] {
  const code = readVerus(source.text);
  return lintFile(source, code, {
    language: "Verus",
    commentEnd: "*/",
    lineComment: "//",
    lintMeaning: (say) => lintMeaning(code, say),
  });
}

function lintMeaning(code: VerusCode, say: SayLint): readonly Diagnostic[] {
  const { text, tokens } = code;
  const declarations = declarationsOf(code).filter(({ kind }) => kind !== "use");
  if (declarations.length === 0)
    return tellNothingDeclared(
      code,
      "Declare what is to be written inside of verus! { }, with requires and ensures",
      say,
    );
  const slots = readSlots(text);
  const found: Diagnostic[] = [];
  if (!declarations.some(({ promises }) => promises))
    found.push(
      say(
        "nothing-promised",
        "other",
        "Nothing is promised: no function has an ensures",
        "Say what must hold afterwards with ensures",
      ),
    );
  if (!slots.some(({ role }) => role === "body"))
    found.push(
      say(
        "nothing-open",
        "other",
        "Nothing is open: every body is there",
        "Let a body be { assume(false); … }, or mark it with // <vc-code> and // </vc-code>",
      ),
    );
  if (!tokens.some(({ text: word }, index) => word === "verus" && tokens[index + 1]?.text === "!"))
    found.push(
      say(
        "nothing-verified",
        "other",
        "Nothing stands inside of verus! { }, so that nothing is verified",
        "Put verus! { } around the functions",
      ),
    );
  for (const given of assumedOutside(slots, text)) {
    const message = `The specification itself trusts what is not proved: ${given.message}`;
    found.push(tellGiven(given.code, message, given, say));
  }
  return found;
}

/** What the text takes for granted with its slots blank. */
const assumedOutside = (slots: readonly Slot[], source: string): readonly Finding[] =>
  findAssumptions(
    fillSlots(
      { source, slots },
      new Map(slots.map(({ name, start, end }) => [name, " ".repeat(end - start)])),
    ),
  );
