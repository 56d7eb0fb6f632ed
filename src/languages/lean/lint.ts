import {
  createDiagnostic,
  type Diagnostic,
  type DiagnosticCategory,
} from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import { findConversation } from "../../syntax/formal/find-conversation.ts";
import { readMarkedRegions } from "../../syntax/formal/marked-regions.ts";
import { declarationsOf } from "./declarations.ts";
import { type LeanCode, readLean } from "./lexical-rules.ts";
import { readSlots } from "./read-slots.ts";

type Place = { readonly start: number; readonly end: number };
type Say = (
  code: string,
  category: DiagnosticCategory,
  message: string,
  help: string,
  place?: Place,
) => Diagnostic;

/** What is wrong with a Lean file as a specification. */
export function lint({ path, text }: SourceText): readonly Diagnostic[] {
  const code = readLean(text);
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
    const help = unclosed.kind === "comment" ? "Close it with -/" : 'Close it with "';
    return [
      say(`unclosed-${unclosed.kind}`, "syntax", `A ${unclosed.kind} does not end`, help, unclosed),
    ];
  }
  const [spoken] = findConversation(code.code);
  if (spoken !== undefined) {
    const message = `This is text of a conversation, not Lean: "${spoken.text.slice(0, 80)}"`;
    const help = "Remove what was said about the code, and the fences around it";
    return [say("conversation", "syntax", message, help, spoken)];
  }
  const help = "Open and close every region once, on lines of their own";
  const faults = readMarkedRegions(text, "--").faults.map((fault) =>
    say("marker", "syntax", fault.message, help, fault),
  );
  return [...faults, ...lintMeaning(code, say)];
}

function lintMeaning(code: LeanCode, say: Say): readonly Diagnostic[] {
  const { text, tokens } = code;
  const declarations = declarationsOf(code);
  if (declarations.length === 0) {
    const isComment = tokens.length === 0 && text.trim() !== "";
    const message = isComment ? "The whole file is a comment" : "Nothing is declared";
    return [
      say(
        "nothing-declared",
        "other",
        message,
        "Declare what is to be written and proved: a def, a theorem",
      ),
    ];
  }
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
    found.push({
      ...say("given-hole", "other", message, "What rests on it is not accepted", hole),
      severity: "warning",
    });
  }
  for (const { kind, name, start, end } of declarations)
    if (kind === "axiom" && !isOpen(start)) {
      const message = `The specification takes ${name} for granted`;
      found.push({
        ...say(
          "given-axiom",
          "other",
          message,
          "What is proved from it holds only as far as this does",
          { start, end },
        ),
        severity: "warning",
      });
    }
  return found;
}
