import type { Finding } from "../../syntax/finding.ts";
import type { Token } from "../../syntax/formal/tokens-of.ts";
import { nameOnLine } from "./declarations.ts";
import { type LeanCode, plainName } from "./lexical-rules.ts";
import { type Command, declaredName, EXTENDING, readCommands } from "./read-commands.ts";

/** Attributes that do not change what a text means. */
const ATTRIBUTES = new Set([
  "simp",
  "simps",
  "inline",
  "always_inline",
  "noinline",
  "specialize",
  "reducible",
  "semireducible",
  "irreducible",
  "ext",
  "elab_as_elim",
  "inherit_doc",
  "aesop",
  "grind",
  "gcongr",
  "mono",
  "symm",
  "refl",
  "trans",
  "congr",
  "norm_cast",
  "push_cast",
  "deprecated",
  "nolint",
  "expose",
  "to_additive",
]);

/** Commands that would reach beyond the slot unless a `section` of its own is around them. */
const REACHING = new Set(["variable", "variables", "include", "omit"]);
/** Declarations that are namespaces too: of their constructors and fields. */
const OPENABLE = new Set(["inductive", "structure", "class"]);
const RUNNING = /^(?:(?:builtin_)?initialize|run_(?:cmd|elab|meta))$/;
const NEVER = new Map([
  ["axiom", "An axiom is not proved"],
  ["opaque", "An opaque constant has no definition to reason about"],
  ["import", "The imports are given"],
  ["prelude", "The imports are given"],
  ["module", "The imports are given"],
  ["export", "export changes what the given text means"],
]);

/** What the commands of a slot's text say. */
export function findCommands(code: LeanCode): readonly Finding[] {
  const findings: Finding[] = [];
  const scopes: { readonly name: string | undefined; readonly command: Command }[] = [];
  const own = new Set<string>();
  for (const command of readCommands(code)) {
    const refuse = (id: string, message: string): void => {
      findings.push({ code: id, message, ...spanOf(code, command) });
    };
    const { word, modifiers } = command;
    const name = nameOnLine(code, command);
    const opened = OPENABLE.has(word) ? declaredName(code, command)?.name : name;
    if ((word === "namespace" || OPENABLE.has(word)) && opened !== undefined)
      own.add(plainName(opened));
    if (word === "namespace" || word === "section" || word === "mutual")
      scopes.push({ name: word === "mutual" ? undefined : name, command });
    else if (word === "end") {
      const scope = scopes.pop();
      if (scope === undefined) refuse("scope", "end closes a scope that was given");
      else if (scope.name !== name) refuse("scope", `end closes ${name ?? "nothing"}`);
    } else if (REACHING.has(word) && scopes.length === 0)
      refuse("scope", `${word} changes given declarations: put it into a section that ends here`);
    else if (word === "open" && scopes.length === 0) judgeOpen(code, command, own, refuse);
    else if (word.startsWith("#")) refuse("runs-code", `${word} runs while the file is read`);
    else if (RUNNING.test(word)) refuse("runs-code", `${word} runs while the file is read`);
    else if (EXTENDING.has(word)) refuse("syntax", `${word} changes what text means`);
    const never = NEVER.get(word);
    if (never !== undefined) refuse(word === "import" ? "import" : "axiom", never);
    if (modifiers.includes("partial"))
      refuse("partial", "A partial function need not end, and nothing can be proved of it");
    for (const attribute of attributesOf(code, command))
      if (!isHarmless(attribute)) refuse("attribute", `The attribute ${attribute} may not be set`);
  }
  for (const { command } of scopes)
    findings.push({
      code: "scope",
      message: `${command.word} is not ended`,
      ...spanOf(code, command),
    });
  return [...findings, ...findDangling(code)];
}

const spanOf = ({ tokens }: LeanCode, { at }: Command): Pick<Finding, "start" | "end"> => {
  const token = tokens[at];
  return { start: token?.start ?? 0, end: token?.end ?? 0 };
};

/** `open` of a namespace that the text itself makes, or with other names, changes what given names mean. */
function judgeOpen(
  { tokens }: LeanCode,
  { at, last }: Command,
  own: ReadonlySet<string>,
  refuse: (id: string, message: string) => void,
): void {
  const opened = tokens.slice(at + 1, last);
  const ends = opened.findIndex(({ text }) => text === "in");
  if (ends !== -1) return;
  const words = opened.map(({ text }) => text);
  if (words.includes("renaming") || words.includes("hiding"))
    refuse("scope", "open gives other meanings to names");
  const mine = words.find((word) => own.has(plainName(word)));
  if (mine !== undefined) refuse("scope", `open ${mine} changes what given names mean`);
}

/** Attributes of a declaration, and those that `attribute [..]` sets. */
function attributesOf(code: LeanCode, command: Command): readonly string[] {
  const { tokens } = code;
  const lists = [...command.attributes];
  if (command.word === "attribute") {
    const inside = tokens.slice(command.at + 1, command.last);
    const close = inside.findIndex(({ text }) => text === "]");
    const targets = inside.slice(close + 1).map(({ text }) => text);
    const isClassical = targets.length === 1 && targets[0] === "Classical.propDecidable";
    if (!isClassical) lists.push(textOf(inside.slice(1, close)));
  }
  return lists.flatMap((list) => list.split(" , "));
}

const textOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join(" ");

function isHarmless(attribute: string): boolean {
  const words = attribute
    .split(" ")
    .filter((word) => !["local", "scoped", "-", "←", "↓", "↑", ""].includes(word));
  return ATTRIBUTES.has(words[0] ?? "simp");
}

/** What begins and is left for the given text to end: `open X in`, `@[simp]`, `private`. */
function findDangling({ tokens }: LeanCode): readonly Finding[] {
  const last = tokens.at(-1);
  if (last === undefined) return [];
  const opening = tokens.findLastIndex(({ text }) => text === "@[");
  const isAttribute =
    last.text === "]" &&
    opening !== -1 &&
    !tokens.slice(opening, -1).some(({ text }) => text === "]");
  const isOpen = [
    "in",
    ":=",
    "where",
    "private",
    "protected",
    "noncomputable",
    "nonrec",
    "local",
    "scoped",
    "by",
    "deriving",
    "extends",
    "mutual",
  ].includes(last.text);
  return isAttribute || isOpen
    ? [
        {
          code: "scope",
          message: `${last.text} is left for the given text to end`,
          start: last.start,
          end: last.end,
        },
      ]
    : [];
}
