import type { Declaration } from "../../domain/declaration.ts";
import type { Diagnostic } from "../../domain/diagnostic.ts";
import type { OpenFile } from "../../domain/slot.ts";
import { type Finding, toBypass } from "../../syntax/finding.ts";
import { lookOf, slotPieces } from "../../syntax/formal/slot-pieces.ts";
import { findShape, type ShapeRules } from "../../syntax/formal/slot-shape.ts";
import { findCommands } from "./command-rules.ts";
import { declarationsOf } from "./declarations.ts";
import { findInstances } from "./instance-rules.ts";
import { type LeanCode, lastPart, plainName, readLean } from "./lexical-rules.ts";
import { readCommands } from "./read-commands.ts";
import { findWords } from "./word-rules.ts";

/** What the slots' texts must not hold; places are those in the filled file. */
export function findSlotBypasses(
  file: OpenFile,
  texts: ReadonlyMap<string, string>,
  path: string,
): readonly Diagnostic[] {
  const frozen = readFrozen(file);
  const pieces = slotPieces(file, texts);
  const codes = pieces.map((piece) => ({ ...piece, code: readLean(piece.text) }));
  const own = codes.flatMap(({ code }) => declarationsOf(code));
  return codes.flatMap(({ slot, start, code }) => {
    const place = (finding: Finding): Diagnostic =>
      toBypass(finding, path, { offset: start, slot: slot.name });
    const shape = [...findShape(code, SHAPE), ...findUnreadable(code)];
    // What cannot be read cannot be judged either.
    if (shape.length > 0) return shape.map(place);
    return [
      ...findWords(code, (name) => frozen.names.has(name)),
      ...findCommands(code),
      ...findInstances(code, own),
      ...findShadows(code, frozen),
    ].map(place);
  });
}

const SHAPE: ShapeRules = {
  commentEnd: "-/",
  lineComment: "--",
  brackets: { "(": ")", "[": "]", "{": "}", "⟨": "⟩" },
};

/** What cannot be read as it stands, or as other versions of Lean read it. */
function findUnreadable({ text, unreadable }: LeanCode): readonly Finding[] {
  const findings = unreadable.map(({ start, end }) => ({
    code: "unclosed",
    message: "A string inside of an interpolated string cannot be read",
    start,
    end,
  }));
  const empty = /\/-[-!]\/|\/-[-!]-\//.exec(text);
  if (empty === null) return findings;
  const [mark] = empty;
  const message = `Versions of Lean differ on where ${mark} ends`;
  const start = empty.index;
  return [...findings, { code: "unclosed", message, start, end: start + mark.length }];
}

interface Frozen {
  /** All names in the given text, as they stand there. */
  readonly names: ReadonlySet<string>;
  /** Last parts of the names that it declares. */
  readonly declared: ReadonlySet<string>;
  /** Names that it uses and neither declares nor binds: a library's. */
  readonly foreign: ReadonlySet<string>;
  /** How the declared names look. */
  readonly looks: ReadonlyMap<string, string>;
}

function readFrozen({ source, slots }: OpenFile): Frozen {
  const code = readLean(source);
  const all = declarationsOf(code);
  const isInside = ({ start, end }: Declaration): boolean =>
    slots.some((slot) => slot.start <= start && end <= slot.end);
  const declarations = all.filter((one) => !isInside(one));
  // What stood in a slot may be written again: whether it must stay as it was is for the lock to say.
  const again = new Set(all.filter(isInside).map(({ name }) => lastPart(name)));
  const declared = new Set(declarations.filter(isNamed).map(({ name }) => lastPart(name)));
  const bound = boundNames(code);
  const names = new Set(
    code.tokens.filter(({ kind }) => kind === "name").map(({ text }) => plainName(text)),
  );
  const foreign = [...names].filter(
    (name) =>
      !bound.has(name.split(".")[0] ?? "") &&
      !declared.has(lastPart(name)) &&
      !again.has(lastPart(name)),
  );
  return {
    names,
    declared,
    foreign: new Set(foreign),
    looks: new Map([...declared].map((name) => [lookOf(name), name])),
  };
}

/** Whether it has a name: an instance without one is called by what it says. */
const isNamed = ({ name }: Declaration): boolean => !name.includes(" ");

/** Names that binders give: `(a b : T)`, `fun x`, `∀ i`, `let r`. */
function boundNames({ tokens }: LeanCode): ReadonlySet<string> {
  const bound = new Set<string>();
  for (const [index, { text }] of tokens.entries()) {
    const isBinder = [
      "(",
      "{",
      "[",
      "∀",
      "∃",
      "fun",
      "λ",
      "let",
      "have",
      "mut",
      "⟨",
      ",",
      "|",
    ].includes(text);
    if (!isBinder) continue;
    for (let at = index + 1; tokens[at]?.kind === "name"; at += 1)
      bound.add(tokens[at]?.text ?? "");
  }
  return bound;
}

/** Names that a slot declares and that the given text would then mean. */
function findShadows(code: LeanCode, frozen: Frozen): readonly Finding[] {
  const findings: Finding[] = [];
  const declarations = declarationsOf(code).filter(isNamed);
  const aliases = readCommands(code).filter(({ word }) => word === "alias");
  const names = [
    ...declarations.map(({ name, start, end }) => ({ name, start, end })),
    ...aliases.flatMap((command) => {
      const given = code.tokens.slice(command.at + 1, command.last);
      const end = given.findIndex(({ text }) => text === ":=");
      // One, or two of an equivalence: `alias ⟨one, other⟩ := both`.
      return given
        .slice(0, end === -1 ? 1 : end)
        .filter(({ kind }) => kind === "name")
        .map((token) => ({ name: plainName(token.text), start: token.start, end: token.end }));
    }),
  ];
  for (const { name, start, end } of names) {
    const last = lastPart(name);
    const given = frozen.looks.get(lookOf(last));
    if (frozen.declared.has(last))
      findings.push({
        code: "shadowed",
        message: `${last} is declared by the given text`,
        start,
        end,
      });
    else if (given !== undefined)
      findings.push({ code: "look-alike", message: `${last} looks like ${given}`, start, end });
    else if (suffixesOf(name).some((suffix) => frozen.foreign.has(suffix)))
      findings.push({
        code: "shadowed",
        message: `${name} may be meant by the given text`,
        start,
        end,
      });
    else if (/^(?:match_\d+|_?proof_\d+|_.+)$/.test(last))
      findings.push({
        code: "shadowed",
        message: `${last} is a name that Lean makes itself`,
        start,
        end,
      });
  }
  return findings;
}

/** `A.B.c` may be meant by `A.B.c`, `B.c` and `c`. */
function suffixesOf(name: string): readonly string[] {
  const parts = name.split(".");
  return parts.map((_, index) => parts.slice(index).join("."));
}
