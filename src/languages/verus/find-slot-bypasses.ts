import type { Declaration } from "../../domain/declaration.ts";
import type { Diagnostic } from "../../domain/diagnostic.ts";
import type { OpenFile } from "../../domain/slot.ts";
import { type Finding, toBypass } from "../../syntax/finding.ts";
import { lookOf, slotPieces } from "../../syntax/formal/slot-pieces.ts";
import { findShape, type ShapeRules } from "../../syntax/formal/slot-shape.ts";
import type { Token } from "../../syntax/formal/tokens-of.ts";
import { declarationsOf } from "./declarations.ts";
import { plainName, readVerus, type VerusCode } from "./lexical-rules.ts";
import { partnerOf } from "./read-items.ts";
import { findItems, findWords } from "./slot-rules.ts";

/** What the slots' texts must not hold; places are those in the filled file. */
export function findSlotBypasses(
  file: OpenFile,
  texts: ReadonlyMap<string, string>,
  path: string,
): readonly Diagnostic[] {
  const frozen = readFrozen(file);
  return slotPieces(file, texts).flatMap(({ slot, text, start }) => {
    const code = readVerus(text);
    const isBody = slot.role === "body";
    const shape = [...findShape(code, SHAPE), ...(isBody ? findLoose(code) : [])];
    // What cannot be read cannot be judged either.
    const found =
      shape.length > 0
        ? shape
        : [
            ...findWords(code, isBody),
            ...(isBody ? [] : findItems(code)),
            ...findShadows(code, frozen, isBody),
          ];
    return found.map((finding) => toBypass(finding, path, { offset: start, slot: slot.name }));
  });
}

const SHAPE: ShapeRules = {
  commentEnd: "*/",
  lineComment: "//",
  brackets: { "(": ")", "[": "]", "{": "}" },
};

/** A body is one block in braces: what stands before or after it would belong to the given text. */
function findLoose({ tokens }: VerusCode): readonly Finding[] {
  const [first] = tokens;
  const last = tokens.at(-1);
  if (first === undefined || last === undefined)
    return [{ code: "no-body", message: "The body is missing", start: 0, end: 0 }];
  if (first.text === "{" && partnerOf(tokens, 0) === tokens.length - 1) return [];
  const loose = first.text === "{" ? (tokens[partnerOf(tokens, 0) + 1] ?? last) : first;
  return [
    {
      code: "scope",
      message: `A body is one block in braces: ${loose.text} stands outside of it`,
      start: loose.start,
      end: loose.end,
    },
  ];
}

interface Frozen {
  /** Names that it declares. */
  readonly declared: ReadonlySet<string>;
  /** Names that it uses and neither declares nor binds: a library's, or a type of the language. */
  readonly foreign: ReadonlySet<string>;
  /** Names that it uses after a dot. */
  readonly methods: ReadonlySet<string>;
  /** How the declared names look. */
  readonly looks: ReadonlyMap<string, string>;
}

function readFrozen({ source, slots }: OpenFile): Frozen {
  const code = readVerus(source);
  const all = declarationsOf(code);
  const isInside = ({ start, end }: Pick<Declaration, "start" | "end">): boolean =>
    slots.some((slot) => slot.start <= start && end <= slot.end);
  const named = all.filter(({ name }) => !name.includes(" "));
  const declared = new Set(named.filter((one) => !isInside(one)).map(lastNameOf));
  const again = new Set(named.filter(isInside).map(lastNameOf));
  const foreign = new Set<string>();
  const methods = new Set<string>();
  const { tokens } = code;
  const bound = boundNames(tokens);
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "name" || isInside(token)) continue;
    const name = plainName(token.text);
    if (tokens[index - 1]?.text === "." || tokens[index - 1]?.text === "::") methods.add(name);
    else if (!declared.has(name) && !again.has(name) && !bound.has(name)) foreign.add(name);
  }
  return {
    declared,
    foreign,
    methods,
    looks: new Map([...declared].map((name) => [lookOf(name), name])),
  };
}

const lastNameOf = ({ name }: Declaration): string => name.slice(name.lastIndexOf(".") + 1);

/** Names that binders give: `x: T`, `|i: int|`, `let r`. */
function boundNames(tokens: readonly Token[]): ReadonlySet<string> {
  const bound = new Set<string>();
  for (const [index, { text, kind }] of tokens.entries()) {
    if (kind !== "name") continue;
    const before = tokens[index - 1]?.text;
    if (tokens[index + 1]?.text === ":" || before === "let" || before === "mut" || before === "|")
      bound.add(text);
  }
  return bound;
}

/** Names that a slot declares and that the given text, or the slot's own, would then mean. */
function findShadows(code: VerusCode, frozen: Frozen, isBody: boolean): readonly Finding[] {
  // Items inside of a body are read as such: its braces are left out.
  const inner = isBody
    ? readVerus(` ${code.text.replace(/^(\s*)\{/, "$1 ").replace(/\}(\s*)$/, " $1")}`)
    : code;
  const shift = isBody ? 1 : 0;
  return declarationsOf(inner).flatMap((declaration): readonly Finding[] => {
    const { name, kind } = declaration;
    if (name.includes(" ") && !name.includes(".")) return [];
    const last = lastNameOf(declaration);
    if (last.includes(" ")) return [];
    const place = {
      start: Math.max(0, declaration.start - shift),
      end: Math.max(0, declaration.end - shift),
    };
    const isMethod = name.includes(".");
    const given = frozen.looks.get(lookOf(last));
    if (frozen.declared.has(last))
      return [{ code: "shadowed", message: `${last} is declared by the given text`, ...place }];
    if (given !== undefined)
      return [{ code: "look-alike", message: `${last} looks like ${given}`, ...place }];
    if (kind === "macro") return [];
    if (isMethod ? frozen.methods.has(last) : frozen.foreign.has(last))
      return [{ code: "shadowed", message: `${last} may be meant by the given text`, ...place }];
    return [];
  });
}
