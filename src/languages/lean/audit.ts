import type { Declaration } from "../../domain/declaration.ts";
import type { OpenFile } from "../../domain/slot.ts";
import { declarationsOf } from "./declarations.ts";
import { readLean } from "./lexical-rules.ts";
import type { LeanMessage } from "./read-output.ts";

/** What a proof may rest on without being asked: Lean's own logic. */
const LOGIC = new Set(["propext", "Classical.choice", "Quot.sound"]);

interface Question {
  readonly kind: "axioms" | "print";
  readonly name: string;
}

/** A text with questions to Lean below it. */
export interface AuditedText {
  readonly text: string;
  /** Of the line on which each question stands, from 1. */
  readonly questions: ReadonlyMap<number, Question>;
  /** The first line that is not the text's own. */
  readonly firstLine: number;
}

/** Printed in full, so that other instances, notations and opened names show; proofs left out, since any two are equal. */
const PRINTING = [
  "set_option pp.all true",
  "set_option pp.proofs false",
  "set_option pp.match true",
  "set_option pp.maxSteps 10000000",
  "set_option pp.deepTerms true",
];

/** Asks what each declaration rests on, and what it says in full. */
export function renderAudit(
  text: string,
  declarations: readonly AuditedDeclaration[],
): AuditedText {
  const head = text.endsWith("\n") ? text : `${text}\n`;
  const lines: string[] = [];
  const firstLine = head.split("\n").length;
  const questions = new Map<number, Question>();
  const ask = (line: string, question: Question): void => {
    questions.set(firstLine + lines.length, question);
    lines.push(line);
  };
  for (const { name } of declarations) ask(`#print axioms ${name}`, { kind: "axioms", name });
  lines.push(...PRINTING);
  for (const { name, isWhole } of declarations)
    ask(isWhole ? `#print ${name}` : `#check @${name}`, { kind: "print", name });
  return { text: `${head}${lines.join("\n")}\n`, questions, firstLine };
}

export interface AuditedDeclaration {
  readonly name: string;
  readonly kind: string;
  /** Whether its body belongs to the specification too. */
  readonly isWhole: boolean;
}

/** The declarations of a given file that a candidate is asked about; those without a name have no answer. */
export function auditedDeclarations({ source, slots }: OpenFile): readonly AuditedDeclaration[] {
  const isInside = ({ start, end }: Declaration): boolean =>
    slots.some((slot) => slot.start <= start && end <= slot.end);
  return declarationsOf(readLean(source))
    .filter((one) => !isInside(one) && isNamed(one))
    .map((one) => ({
      name: one.name,
      kind: one.kind,
      isWhole:
        one.isDefinition && !slots.some(({ start, end }) => one.start < end && start < one.end),
    }));
}

const isNamed = ({ name, kind }: Declaration): boolean => !name.includes(" ") && kind !== "example";

export interface Audit {
  /** By declaration, what it rests on; absent for one that Lean did not answer. */
  readonly axioms: ReadonlyMap<string, readonly string[]>;
  /** By declaration, what it says in full. */
  readonly prints: ReadonlyMap<string, string>;
}

/** Reads the answers: only messages on the lines of questions count, since those are not the candidate's own. */
export function readAudit(
  messages: readonly LeanMessage[],
  { questions }: Pick<AuditedText, "questions">,
): Audit {
  const axioms = new Map<string, readonly string[]>();
  const prints = new Map<string, string>();
  for (const { severity, line, text } of messages) {
    const question = questions.get(line);
    if (question === undefined || severity !== "information") continue;
    const { name } = question;
    if (question.kind === "print") prints.set(name, plainPrint(text));
    else {
      const listed = readAxioms(text, name);
      if (listed !== undefined) axioms.set(name, listed);
    }
  }
  return { axioms, prints };
}

/** `'t' depends on axioms: [a, b]`, or that it does not depend on any; `undefined` for other words. */
export function readAxioms(text: string, name: string): readonly string[] | undefined {
  const said = text.replace(/\s+/g, " ").trim();
  const [, subject, rest] =
    /^['‘`](.+?)['’`] (does not depend on any axioms|depends on axioms: \[.*\])$/.exec(said) ?? [];
  if (subject === undefined || rest === undefined || lastOf(subject) !== lastOf(name))
    return undefined;
  const list = /\[(.*)\]/.exec(rest)?.[1];
  return list === undefined
    ? []
    : list
        .split(",")
        .map((axiom) => axiom.trim())
        .filter((axiom) => axiom !== "");
}

const lastOf = (name: string): string => name.replace(/[«»]/g, "").split(".").at(-1) ?? name;

/** Lean shares parts that it makes itself between declarations, so that their names say nothing. */
const plainPrint = (text: string): string =>
  text
    .replace(/[\w.'!?]+\.(?:match|_?proof|_auxLemma|eq)_\d+(?:_\d+)*/g, "made")
    .replace(/\s+/g, " ")
    .trim();

/** Axioms that are neither Lean's own nor given by the specification. */
export const foreignAxioms = (
  axioms: readonly string[],
  given: ReadonlySet<string>,
): readonly string[] => axioms.filter((axiom) => !LOGIC.has(axiom) && !given.has(axiom));
