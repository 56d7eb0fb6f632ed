import type { FormalSpecification } from "../../../domain/specification.ts";
import type { TrivialFill } from "../../../ports/formal-language.ts";
import { skipBrackets } from "../syntax/expression-walk.ts";
import type { ParsedDeclaration } from "../syntax/parse-declarations.ts";
import { type DafnyFile, readFile, spanOf } from "../syntax/read-file.ts";

interface Variable {
  readonly name: string;
  /** Its tokens without spaces: `seq<int>`. */
  readonly type: string;
}

/** A declaration with an open body, as far as filling it needs to know. */
interface OpenBody {
  readonly slot: string;
  readonly isExpression: boolean;
  readonly isLemma: boolean;
  readonly takes: readonly Variable[];
  readonly gives: readonly Variable[];
}

/** Ways to fill a Dafny file without doing the work; empty where nothing is computed. */
export function trivialFills(specification: FormalSpecification): readonly TrivialFill[] {
  const bodies = readBodies(specification);
  if (!bodies.some(({ isLemma }) => !isLemma)) return [];
  const fills = RECIPES.flatMap(({ label, value }) => {
    const texts = bodies.map((body) => fillBody(body, value));
    const isUsed = texts.some((text) => text !== undefined);
    if (!isUsed || texts.some((text, index) => text === undefined && !hasDefault(bodies[index])))
      return [];
    const filled = bodies.map((body, index) => [
      body.slot,
      texts[index] ?? fillBody(body, zeroOf) ?? EMPTY,
    ]);
    return [{ label, texts: Object.fromEntries(filled) as Record<string, string> }];
  });
  const seen = new Set<string>();
  return fills.filter(({ texts }) => {
    const key = JSON.stringify(texts);
    return !seen.has(key) && seen.add(key);
  });
}

type Recipe = (result: Variable, takes: readonly Variable[]) => string | undefined;
const EMPTY = "{\n}\n";

const hasDefault = (body: OpenBody | undefined): boolean =>
  body !== undefined && (body.isLemma || fillBody(body, zeroOf) !== undefined);

function fillBody(body: OpenBody, recipe: Recipe): string | undefined {
  const { isExpression, isLemma, takes, gives } = body;
  if (isLemma) return EMPTY;
  const values = gives.map((result) => recipe(result, takes));
  if (values.includes(undefined)) return undefined;
  if (isExpression) return `{\n  ${values[0] ?? "true"}\n}\n`;
  return `{\n${gives.map(({ name }, index) => `  ${name} := ${values[index]};\n`).join("")}}\n`;
}

const isWhole = (type: string): boolean => /^(?:int|nat)$/.test(type);

const zeroOf: Recipe = ({ type }) => {
  if (isWhole(type)) return "0";
  if (type === "bool") return "false";
  if (type === "real") return "0.0";
  if (type === "char") return "'a'";
  if (type === "string") return '""';
  if (type.startsWith("seq<")) return "[]";
  if (/^i?set</.test(type)) return type.startsWith("i") ? "iset{}" : "{}";
  if (type.startsWith("multiset<")) return "multiset{}";
  if (/^i?map</.test(type)) return "map[]";
  const element = /^array<(.*)>$/.exec(type)?.[1];
  return element === undefined ? undefined : `new ${element}[0]`;
};

const inputOf: Recipe = ({ type }, takes) => takes.find((taken) => taken.type === type)?.name;
const whole: (write: (input: string) => string) => Recipe = (write) => (result, takes) => {
  const input = isWhole(result.type)
    ? (inputOf({ ...result, type: "int" }, takes) ?? inputOf({ ...result, type: "nat" }, takes))
    : undefined;
  return input === undefined ? undefined : write(input);
};

const firstOf: Recipe = (result, takes) => {
  const from = takes.find(
    ({ type }) => type === `seq<${result.type}>` || (type === "string" && result.type === "char"),
  );
  if (from !== undefined) return elementOr(`|${from.name}|`, from.name, result);
  const array = takes.find(({ type }) => type === `array<${result.type}>`);
  return array && elementOr(`${array.name}.Length`, array.name, result);
};

function elementOr(size: string, name: string, result: Variable): string | undefined {
  const zero = zeroOf(result, []);
  return zero && `if ${size} > 0 then ${name}[0] else ${zero}`;
}

const sizeOf: Recipe = ({ type }, takes) => {
  if (!isWhole(type)) return undefined;
  const from = takes.find((taken) => /^(?:string$|seq<|array<)/.test(taken.type));
  return from && (from.type.startsWith("array<") ? `${from.name}.Length` : `|${from.name}|`);
};

const only =
  (type: string, value: string): Recipe =>
  (result) =>
    result.type === type ? value : undefined;

/** Work that is none, and what is nearly it. */
const RECIPES: readonly { readonly label: string; readonly value: Recipe }[] = [
  { label: "returns zero, false or nothing", value: zeroOf },
  { label: "returns 1", value: (result) => (isWhole(result.type) ? "1" : undefined) },
  { label: "returns -1", value: only("int", "-1") },
  { label: "returns true", value: only("bool", "true") },
  { label: "gives its input back", value: inputOf },
  { label: "gives the first element back", value: firstOf },
  { label: "gives the size of its input back", value: sizeOf },
  { label: "gives its input plus one back", value: whole((input) => `${input} + 1`) },
  {
    label: "gives its input less one back",
    value: whole((input) => `if ${input} > 0 then ${input} - 1 else 0`),
  },
  {
    label: "gives its input negated back",
    value: (result, takes) =>
      result.type === "int" ? whole((input) => `-${input}`)(result, takes) : undefined,
  },
  {
    label: "gives its input's opposite back",
    value: (result, takes) => {
      const input = result.type === "bool" ? inputOf(result, takes) : undefined;
      return input && `!${input}`;
    },
  },
  {
    label: "gives all but the first element back",
    value: (result, takes) => {
      const input = /^(?:seq<|string$)/.test(result.type) ? inputOf(result, takes) : undefined;
      return input && `if |${input}| > 0 then ${input}[1..] else ${input}`;
    },
  },
];

/** The declarations whose bodies are slots. */
function readBodies({ source, slots }: FormalSpecification): readonly OpenBody[] {
  const file = readFile(source);
  return slots.flatMap((slot) => {
    if (slot.role !== "body") return [];
    const owner = file.parsed.findLast(
      (one) =>
        spanOf(file, one).start < slot.end &&
        /method|lemma|function|predicate/.test(one.kind) &&
        !(
          one.body === undefined &&
          spanOf(file, one).end < slot.start &&
          isFarFrom(file, one, slot.start)
        ),
    );
    return owner === undefined ? [] : [readBody(file, owner, slot.name)];
  });
}

/** Whether other code stands between a declaration and a slot. */
const isFarFrom = (file: DafnyFile, one: ParsedDeclaration, start: number): boolean =>
  file.blanked.code.slice(spanOf(file, one).end, start).trim() !== "";

function readBody(
  file: DafnyFile,
  { first, last, body, kind }: ParsedDeclaration,
  slot: string,
): OpenBody {
  const { tokens } = file;
  const limit = body?.first ?? last;
  const isLemma = /lemma/.test(kind);
  const isExpression = /function|predicate/.test(kind);
  let at = first;
  while (at < limit && tokens[at]?.text !== "(") at += 1;
  const end = skipBrackets(tokens, at, limit);
  const takes = readVariables(file, at + 1, end - 1);
  const next = tokens[end]?.text;
  if (next === "returns") {
    const close = skipBrackets(tokens, end + 1, limit);
    return { slot, isLemma, isExpression, takes, gives: readVariables(file, end + 2, close - 1) };
  }
  if (!isExpression) return { slot, isLemma, isExpression, takes, gives: [] };
  if (/predicate/.test(kind))
    return { slot, isLemma, isExpression, takes, gives: [{ name: "", type: "bool" }] };
  let stop = end + 1;
  while (stop < limit && !/^(?:requires|ensures|reads|decreases)$/.test(tokens[stop]?.text ?? ""))
    stop += 1;
  const type = typeText(file, end + 1, stop).replace(/^\((?:\w+):(.*)\)$/, "$1");
  return { slot, isLemma, isExpression, takes, gives: [{ name: "", type }] };
}

/** `a: int, b: seq<int>`, split where no bracket is open. */
function readVariables(file: DafnyFile, from: number, to: number): readonly Variable[] {
  const { tokens } = file;
  const variables: Variable[] = [];
  let start = from;
  let depth = 0;
  for (let at = from; at <= to; at += 1) {
    const text = tokens[at]?.text ?? "";
    if (/^[<([]$/.test(text)) depth += 1;
    if (/^[>)\]]$/.test(text) && at < to) depth -= 1;
    if (at < to && !(text === "," && depth === 0)) continue;
    const colon = tokens.slice(start, at).findIndex((token) => token.text === ":");
    const name = tokens[start + colon - 1]?.text;
    if (colon > 0 && name !== undefined)
      variables.push({ name, type: typeText(file, start + colon + 1, at) });
    start = at + 1;
  }
  return variables;
}

const typeText = ({ tokens }: DafnyFile, from: number, to: number): string =>
  tokens
    .slice(from, to)
    .map(({ text }) => text)
    .join("");
