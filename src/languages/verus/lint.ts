import {
  createDiagnostic,
  type Diagnostic,
  type DiagnosticCategory,
} from "../../domain/diagnostic.ts";
import { fillSlots } from "../../domain/slot.ts";
import type { SourceText } from "../../domain/source-text.ts";
import { findConversation } from "../../syntax/formal/find-conversation.ts";
import { readMarkedRegions } from "../../syntax/formal/marked-regions.ts";
import { declarationsOf } from "./declarations.ts";
import { findAssumptions } from "./find-text-bypasses.ts";
import { readVerus, type VerusCode } from "./lexical-rules.ts";
import { readSlots } from "./read-slots.ts";

type Place = { readonly start: number; readonly end: number };
type Say = (
  code: string,
  category: DiagnosticCategory,
  message: string,
  help: string,
  place?: Place,
) => Diagnostic;

/** What is wrong with a Verus file as a specification. */
export function lint({ path, text }: SourceText): readonly Diagnostic[] {
  const code = readVerus(text);
  const top = { start: 0, end: /[\r\n]|$/.exec(text)?.index ?? 0 };
  const say: Say = (id, category, message, help, { start, end } = top) =>
    createDiagnostic({
      tool: "lint",
      code: id,
      phase: "syntax",
      category,
      message,
      help,
      span: { file: path, start, end },
    });
  const { unclosed } = code;
  if (unclosed !== undefined) {
    const help = unclosed.kind === "comment" ? "Close it with */" : 'Close it with "';
    return [
      say(`unclosed-${unclosed.kind}`, "syntax", `A ${unclosed.kind} does not end`, help, unclosed),
    ];
  }
  const [spoken] = findConversation(code.code);
  if (spoken !== undefined) {
    const message = `This is text of a conversation, not Verus: "${spoken.text.slice(0, 80)}"`;
    return [
      say(
        "conversation",
        "syntax",
        message,
        "Remove what was said about the code, and the fences around it",
        spoken,
      ),
    ];
  }
  const help = "Open and close every region once, on lines of their own";
  const faults = readMarkedRegions(text, "//").faults.map((fault) =>
    say("marker", "syntax", fault.message, help, fault),
  );
  return [...faults, ...lintMeaning(code, say)];
}

function lintMeaning(code: VerusCode, say: Say): readonly Diagnostic[] {
  const { text, tokens } = code;
  const declarations = declarationsOf(code).filter(({ kind }) => kind !== "use");
  if (declarations.length === 0) {
    const isComment = tokens.length === 0 && text.trim() !== "";
    const message = isComment ? "The whole file is a comment" : "Nothing is declared";
    return [
      say(
        "nothing-declared",
        "other",
        message,
        "Declare what is to be written inside of verus! { }, with requires and ensures",
      ),
    ];
  }
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
  const bodies = slots.filter(({ role }) => role === "body");
  if (bodies.length === 0)
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
  for (const given of findAssumptions(
    fillSlots(
      { source: text, slots },
      new Map(slots.map(({ name, start, end }) => [name, " ".repeat(end - start)])),
    ),
  )) {
    const message = `The specification itself trusts what is not proved: ${given.message}`;
    found.push({
      ...say(
        `given-${given.code}`,
        "other",
        message,
        "What is proved from it holds only as far as this does",
        given,
      ),
      severity: "warning",
    });
  }
  return found;
}
