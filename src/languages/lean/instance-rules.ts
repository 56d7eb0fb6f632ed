import type { Declaration } from "../../domain/declaration.ts";
import type { Finding } from "../../syntax/finding.ts";
import { type LeanCode, lastPart } from "./lexical-rules.ts";
import { declaredName, readCommands } from "./read-commands.ts";

/** Classes whose instances all mean the same, or that only proofs look for. */
const SAFE = new Set([
  "Decidable",
  "DecidableEq",
  "DecidablePred",
  "DecidableRel",
  "Nonempty",
  "Subsingleton",
  "Fintype",
  "Finite",
  "LawfulBEq",
  "LawfulHashable",
  "LawfulFunctor",
  "LawfulMonad",
  "WellFoundedRelation",
  "Trans",
  "IsTrans",
  "IsTotal",
  "IsAntisymm",
  "IsRefl",
  "Std.Associative",
  "Std.Commutative",
  "ReflBEq",
]);

/**
 * Instances in a slot that the given text would use without naming them: of a class that gives a meaning, for a type
 * that the slot does not declare itself.
 */
export function findInstances(code: LeanCode, own: readonly Declaration[]): readonly Finding[] {
  const types = new Set(
    own
      .filter(({ kind }) => ["structure", "inductive", "class"].includes(kind))
      .map(({ name }) => lastPart(name)),
  );
  return readCommands(code).flatMap((command) => {
    if (command.word !== "instance") return [];
    const { tokens } = code;
    const head = tokens.slice(declaredName(code, command)?.next ?? command.at + 1, command.last);
    const type = typeOf(head.map(({ text }) => text));
    // What such an operator gives back is found from what it is given.
    const given = /^H[A-Z]/.test(type[0] ?? "") ? type.slice(0, -1) : type;
    const isOwn = given.some((word) => types.has(lastPart(word)));
    const isSafe = SAFE.has(type[0] ?? "") || SAFE.has(lastPart(type[0] ?? ""));
    const token = tokens[command.at];
    if (isOwn || isSafe || token === undefined) return [];
    const message = `An instance of ${type[0] ?? "a class"} for given types changes what the given text means`;
    return [{ code: "instance", message, start: token.start, end: token.end }];
  });
}

/** The words after the `:` outside of brackets, up to the body. */
function typeOf(words: readonly string[]): readonly string[] {
  let depth = 0;
  let from = -1;
  for (const [index, word] of words.entries()) {
    if (["(", "{", "[", "⟨"].includes(word)) depth += 1;
    else if ([")", "}", "]", "⟩"].includes(word)) depth -= 1;
    else if (depth > 0) continue;
    else if (word === ":" && from === -1) from = index + 1;
    else if (word === ":=" || word === "where" || word === "|") return words.slice(from, index);
  }
  return from === -1 ? words : words.slice(from);
}
