import {
  createDiagnostic,
  type Diagnostic,
  type DiagnosticCategory,
} from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { BlankedCode } from "./blank-code.ts";
import { findConversation } from "./find-conversation.ts";
import { readMarkedRegions } from "./marked-regions.ts";

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Makes a diagnostic of the lint; without a place it stands at the file's first line. */
export type SayLint = (
  code: string,
  category: DiagnosticCategory,
  message: string,
  help: string,
  place?: Place,
) => Diagnostic;

export interface LintRules {
  /** What people call the language. */
  readonly language: string;
  /** What ends a block comment: `-/`. */
  readonly commentEnd: string;
  /** What a marker line begins with: `//`. */
  readonly lineComment: string;
  /** What else is wrong with a text that can be read at all. */
  readonly lintMeaning: (say: SayLint) => readonly Diagnostic[];
}

/**
 * What is wrong with a file as a specification. What cannot be read, or is talk, is told alone: nothing that would follow
 * from it means anything.
 */
export function lintFile(
  { path, text }: SourceText,
  { code, unclosed }: BlankedCode,
  { language, commentEnd, lineComment, lintMeaning }: LintRules,
): readonly Diagnostic[] {
  const top = { start: 0, end: /[\r\n]|$/.exec(text)?.index ?? 0 };
  const say: SayLint = (id, category, message, help, { start, end } = top) =>
    createDiagnostic({
      tool: "lint",
      code: id,
      phase: "syntax",
      category,
      message,
      help,
      span: { file: path, start, end },
    });
  if (unclosed !== undefined) {
    const { kind } = unclosed;
    const help = `Close it with ${kind === "comment" ? commentEnd : '"'}`;
    return [say(`unclosed-${kind}`, "syntax", `A ${kind} does not end`, help, unclosed)];
  }
  const [spoken] = findConversation(code);
  if (spoken !== undefined) {
    const message = `This is text of a conversation, not ${language}: "${shorten(spoken.text)}"`;
    const help = "Remove what was said about the code, and the fences around it";
    return [say("conversation", "syntax", message, help, spoken)];
  }
  const help = "Open and close every region once, on lines of their own";
  const faults = readMarkedRegions(text, lineComment).faults.map((fault) =>
    say("marker", "syntax", fault.message, help, fault),
  );
  return [...faults, ...lintMeaning(say)];
}

/** A file in which nothing is declared, and what should be. */
export const tellNothingDeclared = (
  { text, tokens }: { readonly text: string; readonly tokens: readonly unknown[] },
  help: string,
  say: SayLint,
): readonly Diagnostic[] => {
  const isComment = tokens.length === 0 && text.trim() !== "";
  const message = isComment ? "The whole file is a comment" : "Nothing is declared";
  return [say("nothing-declared", "other", message, help)];
};

/** What the given text takes for granted: everything proved from it holds only as far as that does. */
export const tellGiven = (
  code: string,
  message: string,
  place: Place,
  say: SayLint,
): Diagnostic => ({
  ...say(
    `given-${code}`,
    "other",
    message,
    "What is proved from it holds only as far as this does",
    place,
  ),
  severity: "warning",
});

const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}…` : text);
