/** What comes from outside a function: its parameters, and what is made of them, within that one function. */

import type { SyntaxNode } from "../domain/syntax-tree.ts";
import { textOf } from "../syntax/nodes.ts";
import type { Call, Code } from "./code.ts";

const OWN_OBJECTS = new Set(["self", "cls", "this"]);
/** Types that carry text: what is typed otherwise was read, checked or made by somebody. */
const TEXT_TYPE =
  /^(?:&?(?:'\w+ )?(?:mut )?)?(?:str|string|bytes|any|object|unknown|dict|list|mapping|sequence|iterable|tuple|set|record|array|option|optional|vec|cow|impl|request|httprequest|union)\b/i;
/** Objects whose parts are input. */
const REQUESTS = /^(?:req|request|event|body|payload|params|query|form|input|headers)$/i;
/** Calls that give back what went in, in another shape. */
const PASSING =
  /^(?:str|bytes|Path|PurePath|PathBuf|new|from|format|join|joinpath|urljoin|strip|lstrip|rstrip|lower|upper|title|replace|split|rsplit|splitlines|encode|decode|items|keys|values|get|pop|trim|toString|toLowerCase|toUpperCase|replaceAll|concat|slice|entries|URL|String|to_string|to_owned|to_lowercase|trim_end|trim_start|as_str|as_ref|clone|into|unwrap|expect|push|unquote|decodeURIComponent|list|sorted|dict|with_name|expanduser|normalize|normpath|iter|chars|as_bytes|raw)$/;
const CHECKING =
  /(?:^|_|[a-z])(?:allow|valid|check|ensure|safe|permit|verif|guard|is_relative_to)/i;
const CONDITION_CHECK =
  /\bin\b|\bnot in\b|is_relative_to|starts_?with|\.has\(|\.includes\(|contains|\bmatch(?:es)?\b|fullmatch|isalnum|isidentifier|\.test\(|allow|valid|safe|permit|isalpha|isdigit|[!=]==?\s*["'`][^"'`]/i;

/** Names of a function that hold, at `node`, what came from outside and was not checked. */
export function isFromOutside(code: Code, node: SyntaxNode): boolean {
  const callable = code.functionAround(node);
  if (callable === undefined) return false;
  const outside = outsideNames(code, callable);
  const names = namesPassed(code, node, outside);
  return names.length > 0 && !names.some((name) => isChecked(code, callable, name, node));
}

const known = new WeakMap<Code, Map<SyntaxNode, ReadonlyMap<string, readonly string[]>>>();

/** Names that come from outside, each with those it was made of, itself the first. */
function outsideNames(code: Code, callable: SyntaxNode): ReadonlyMap<string, readonly string[]> {
  const ofFile = known.get(code) ?? new Map<SyntaxNode, ReadonlyMap<string, readonly string[]>>();
  known.set(code, ofFile);
  const kept = ofFile.get(callable);
  if (kept !== undefined) return kept;
  const names = new Map<string, readonly string[]>();
  for (
    let around: SyntaxNode | undefined = callable;
    around !== undefined;
    around = code.functionAround(around)
  ) {
    for (const { name, type } of code.parametersOf(around)) {
      if (OWN_OBJECTS.has(name) || (type !== undefined && !TEXT_TYPE.test(type))) continue;
      if (!names.has(name)) names.set(name, [name]);
    }
  }
  for (const { name, value, scope } of code.definitions) {
    if (scope !== callable) continue;
    const sources = namesPassed(code, value, names);
    if (sources.length > 0)
      names.set(name, [name, ...sources.flatMap((of) => names.get(of) ?? [])]);
  }
  ofFile.set(callable, names);
  return names;
}

/** Names among `outside` whose text is in what an expression gives. */
function namesPassed(
  code: Code,
  expression: SyntaxNode,
  outside: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const found: string[] = [];
  const open = [expression];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (isName(node)) {
      if (outside.has(textOf(node))) found.push(textOf(node));
      continue;
    }
    const pieces = code.pieces(node);
    if (pieces !== undefined) {
      open.push(...pieces.filter((piece) => typeof piece !== "string"));
      continue;
    }
    const call = callAt(code, node);
    if (call !== undefined) {
      if (!PASSING.test(call.method)) continue;
      if (call.receiver !== undefined) open.push(call.receiver);
      open.push(...call.positional);
      continue;
    }
    if (isMember(node)) {
      const [object] = node.children;
      if (object !== undefined && REQUESTS.test(textOf(object).split(/[.[(]/)[0] ?? ""))
        open.push(object);
      continue;
    }
    if (isElsewhere(node)) continue;
    open.push(...node.children);
  }
  return found;
}

const isName = ({ type, field }: SyntaxNode): boolean =>
  (type === "identifier" && field !== "attribute" && field !== "name") ||
  type === "shorthand_property_identifier";

const isMember = ({ type }: SyntaxNode): boolean =>
  type === "attribute" ||
  type === "member_expression" ||
  type === "field_expression" ||
  type === "subscript" ||
  type === "index_expression" ||
  type === "subscript_expression";

/** Says something about the value, or runs at another time. */
const isElsewhere = (node: SyntaxNode): boolean =>
  node.type === "comparison_operator" ||
  node.type === "function_definition" ||
  node.type === "lambda" ||
  node.type === "arrow_function" ||
  node.type === "closure_expression";

const callsByNode = new WeakMap<Code, ReadonlyMap<SyntaxNode, Call>>();

/** The call that a node is. */
export function callAt(code: Code, node: SyntaxNode): Call | undefined {
  const sorted =
    callsByNode.get(code) ?? new Map(code.calls.map((call) => [call.node, call] as const));
  callsByNode.set(code, sorted);
  return sorted.get(node);
}

/** Whether the name, or one it was made of, was looked at before `use`: in a condition, or by a call that checks. */
function isChecked(code: Code, callable: SyntaxNode, name: string, use: SyntaxNode): boolean {
  const names = new Set(outsideNames(code, callable).get(name) ?? [name]);
  const isHere = (node: SyntaxNode): boolean =>
    node.end <= use.start && node.start >= callable.start && mentions(node, names);
  return (
    code.conditions.some(
      (condition) =>
        (isHere(condition) || isAroundUse(condition, use, names)) &&
        CONDITION_CHECK.test(textOf(condition)),
    ) || code.calls.some(({ method, node }) => isHere(node) && CHECKING.test(method))
  );
}

/** `x if ok(x) else y` has its condition behind the use. */
const isAroundUse = (condition: SyntaxNode, use: SyntaxNode, names: ReadonlySet<string>): boolean =>
  condition.parent !== undefined &&
  condition.parent.start <= use.start &&
  use.end <= condition.parent.end &&
  mentions(condition, names);

function mentions(node: SyntaxNode, names: ReadonlySet<string>): boolean {
  const open = [node];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (isName(at) && names.has(textOf(at))) return true;
    open.push(...at.children);
  }
  return false;
}
