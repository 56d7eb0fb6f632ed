/** Code, commands, modules and objects that come from values. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, namedChildren, textOf } from "../../syntax/nodes.ts";
import { constantOf, readText, resolve } from "../built-text.ts";
import type { Call, Code, Finding } from "../code.ts";
import { isFromOutside } from "../taint.ts";

const BUILTIN_CODE =
  /^(?:globalThis\.|window\.|global\.)?(?:eval|Function)$|^vm\.(?:runIn(?:New|This)?Context|compileFunction|Script|SourceTextModule)$/;
const TIMERS = /^(?:globalThis\.|window\.)?set(?:Timeout|Interval|Immediate)$/;
const SPAWNS = /^child_process\.(?:spawn|spawnSync|execFile|execFileSync|fork)$/;
const SHELLS = /^child_process\.exec(?:Sync)?$|^(?:execa\.execaCommand|execa\.\$|shelljs\.exec)$/;

/** `SEC003`–`SEC007` and `SEC043` */
export function* findDynamicCode(code: Code): Generator<Finding> {
  for (const call of code.calls) {
    const { name = "", node, positional, named } = call;
    const [first] = positional;
    const isConstant = first === undefined || constantOf(code, first) !== undefined;
    if (
      BUILTIN_CODE.test(name) &&
      positional.some((given) => constantOf(code, given) === undefined)
    )
      yield { rule: "SEC003", node };
    if (TIMERS.test(name) && first !== undefined && (readText(code, first)?.holes.length ?? 0) > 0)
      yield { rule: "SEC003", node };
    if (/^(?:require|import)$/.test(name) && !isConstant) yield { rule: "SEC004", node };
    if (!SPAWNS.test(name) && !SHELLS.test(name)) continue;
    if (installs(code, call)) yield { rule: "SEC043", node };
    else if (SPAWNS.test(name) && isShell(named.get("shell"))) yield { rule: "SEC005", node };
    else if (SHELLS.test(name) && !isConstant) yield { rule: "SEC006", node };
    else if (SPAWNS.test(name) && isUnknownProgram(code, call)) yield { rule: "SEC007", node };
  }
}

const isShell = (node: SyntaxNode | undefined): boolean =>
  node !== undefined && (node.type === "true" || node.type === "string");

function isUnknownProgram(code: Code, { name, positional: [program] }: Call): boolean {
  if (program === undefined || name === "child_process.fork") return false;
  const text = constantOf(code, program);
  if (text !== undefined) return !/^(?:\/|[A-Za-z]:[\\/])/.test(text);
  return !/^process\.(?:execPath|argv0)$/.test(code.nameOf(code.unwrap(program)) ?? "");
}

function installs(code: Code, { positional }: Call): boolean {
  const words = positional.flatMap((given) => {
    const at = resolve(code, given);
    return at.type === "array" ? namedChildren(at) : [at];
  });
  const line = words.map((word) => readText(code, word)?.text ?? "?").join(" ");
  return (
    /(?:^|[\s/])(?:npm|pnpm|yarn|bun|pip3?)\s+(?:install|add|i)\b/.test(line) ||
    /\b(?:curl|wget)\b[^|]*\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b/.test(line)
  );
}

const UNSAFE_LOADS =
  /^node-serialize\.unserialize$|^serialize-to-js\.deserialize$|^funcster\.deepDeserialize$|^v8\.deserialize$|^cryo\.parse$/;

/** `SEC009` and `SEC010` */
export function* findUnsafeReading(code: Code): Generator<Finding> {
  for (const { name = "", node, named } of code.calls) {
    if (UNSAFE_LOADS.test(name)) yield { rule: "SEC009", node };
    const schema = named.get("schema");
    const isFull =
      schema !== undefined && /(?:DEFAULT_FULL|FULL|UNSAFE)_SCHEMA$/.test(textOf(schema));
    if (/^js-yaml\.load(?:All)?$/.test(name) && isFull) yield { rule: "SEC010", node };
  }
}

/** `SEC041` */
export function* findMassAssignments(code: Code): Generator<Finding> {
  for (const node of code.all("assignment_expression")) {
    const target = childOf(node, "left");
    if (target?.type !== "subscript_expression") continue;
    const [object, key] = [childOf(target, "object"), childOf(target, "index")];
    if (object === undefined || key === undefined || code.pieces(key) !== undefined) continue;
    if (isParameter(code, object) && isFromOutside(code, key)) yield { rule: "SEC041", node };
  }
  for (const { name, node, positional } of code.calls) {
    const isMerge = /^Object\.assign$|^lodash(?:\.|\/)(?:merge|defaultsDeep|set)$/.test(name ?? "");
    const given = positional.slice(1).find((value) => isRequestBody(code.unwrap(value)));
    if (isMerge && given !== undefined) yield { rule: "SEC041", node };
  }
}

/** What the function made itself is nobody else's; what it was given may be anybody's. */
function isParameter(code: Code, object: SyntaxNode): boolean {
  const callable = code.functionAround(object);
  const name = textOf(code.unwrap(object)).split(/[.[]/)[0];
  return (
    callable !== undefined &&
    code.parametersOf(callable).some((parameter) => parameter.name === name)
  );
}

const isRequestBody = (node: SyntaxNode): boolean =>
  node.type === "member_expression" &&
  /^(?:req|request|ctx|event)\b[\w.]*\.(?:body|query|params)$/.test(textOf(node));
