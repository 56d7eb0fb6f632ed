import type { Declaration } from "../../domain/declaration.ts";
import { createDiagnostic, type Diagnostic } from "../../domain/diagnostic.ts";
import type { OpenFile } from "../../domain/slot.ts";
import { readMarkedRegions } from "../../syntax/formal/marked-regions.ts";
import { findInvisible, lookOf, slotPieces } from "../../syntax/formal/slot-pieces.ts";
import type { Token } from "../../syntax/formal/tokens-of.ts";
import { declarationsOf } from "./declarations.ts";
import { plainName, readVerus, type VerusCode } from "./lexical-rules.ts";
import { partnerOf } from "./read-items.ts";
import { type Finding, findItems, findWords } from "./slot-rules.ts";

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
    const shape = [...findShape(text, code), ...(isBody ? findLoose(code) : [])];
    // What cannot be read cannot be judged either.
    const found =
      shape.length > 0
        ? shape
        : [
            ...findWords(code, isBody),
            ...(isBody ? [] : findItems(code)),
            ...findShadows(code, frozen, isBody),
          ];
    return found.map((finding) =>
      toBypass(
        finding,
        { file: path, start: start + finding.start, end: start + finding.end },
        slot.name,
      ),
    );
  });
}

const toBypass = (
  { code, message }: Finding,
  span: NonNullable<Diagnostic["span"]>,
  slot: string,
): Diagnostic =>
  createDiagnostic({
    tool: "guard",
    code,
    phase: "guard",
    category: "bypass",
    message,
    span,
    facts: { slot },
  });

const PARTNERS: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** Comments, strings and brackets that do not end in the slot, marker lines, and letters that nobody sees. */
function findShape(text: string, code: VerusCode): readonly Finding[] {
  const findings: Finding[] = [];
  const add = (id: string, message: string, start: number, end: number) =>
    findings.push({ code: id, message, start, end });
  const { unclosed } = code;
  if (unclosed !== undefined)
    add("unclosed", `A ${unclosed.kind} does not end`, unclosed.start, unclosed.end);
  const stray = code.code.indexOf("*/");
  if (stray !== -1) add("unclosed", "A comment ends that does not begin here", stray, stray + 2);
  const invisible = findInvisible(text);
  if (invisible !== undefined)
    add("invisible", "A character here cannot be seen", invisible, invisible + 1);
  const { regions, faults } = readMarkedRegions(text, "//");
  const marker = faults[0] ?? regions[0];
  if (marker !== undefined) add("marker", "A slot holds no marker lines", marker.start, marker.end);
  const unpaired = findUnpaired(code.tokens);
  if (unpaired !== undefined)
    add("unclosed", `${unpaired.text} has no partner in this slot`, unpaired.start, unpaired.end);
  return findings;
}

function findUnpaired(tokens: readonly Token[]): Token | undefined {
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.kind !== "mark") continue;
    if (["(", "[", "{"].includes(token.text)) open.push(token);
    const partner = PARTNERS[token.text];
    if (partner !== undefined && open.pop()?.text !== partner) return token;
  }
  return open.at(-1);
}

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
