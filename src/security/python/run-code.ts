/** Code, commands and objects that come from values. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, namedChildren, textOf } from "../../syntax/nodes.ts";
import { constantOf, readText, resolve } from "../built-text.ts";
import type { Call, Code, Finding } from "../code.ts";
import { callAt } from "../taint.ts";

const BUILTIN_CODE = /^(?:builtins\.|__builtins__\.)?(?:eval|exec|compile)$/;
const DYNAMIC_IMPORT =
  /^(?:builtins\.)?__import__$|^importlib\.import_module$|^runpy\.run_(?:path|module)$/;
const SUBPROCESS =
  /^subprocess\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)$/;
const SHELLS =
  /^os\.(?:system|popen)$|^posix\.system$|^commands\.get(?:status)?(?:output)?$|^popen2\.|^asyncio\.(?:subprocess\.)?create_subprocess_shell$|^subprocess\.get(?:status)?output$|^pty\.spawn$/;
const DOWNLOADS =
  /^urllib\.request\.urlopen$|^(?:requests|httpx)\.(?:get|post|request)$|^urllib\.request\.urlretrieve$/;

/** `SEC003`–`SEC007` and `SEC043` */
export function* findDynamicCode(code: Code): Generator<Finding> {
  for (const call of code.calls) {
    if (installs(code, call)) yield { rule: "SEC043", node: call.node };
    else if (SUBPROCESS.test(call.name ?? "") && isTrue(call.named.get("shell")))
      yield { rule: "SEC005", node: call.node };
    else if (SHELLS.test(call.name ?? "")) yield { rule: "SEC006", node: call.node };
    else if (SUBPROCESS.test(call.name ?? "") && isUnknownProgram(code, call))
      yield { rule: "SEC007", node: call.node };
    const [given] = call.positional;
    if (given === undefined) continue;
    if (isBuiltinCode(code, call) && constantOf(code, given) === undefined) {
      yield { rule: "SEC003", node: call.node };
      if (isDownloaded(code, given)) yield { rule: "SEC043", node: call.node };
    }
    if (DYNAMIC_IMPORT.test(call.name ?? "") && constantOf(code, given) === undefined)
      yield { rule: "SEC004", node: call.node };
  }
}

/** By its name, or fetched by its name: `getattr(builtins, "eval")(text)`. */
function isBuiltinCode(code: Code, { name, node }: Call): boolean {
  if (name !== undefined) return BUILTIN_CODE.test(name);
  const callee = childOf(node, "function");
  const fetched = callee === undefined ? undefined : callAt(code, resolve(code, callee));
  if (fetched?.name !== "getattr") return false;
  const [module, attribute] = fetched.positional;
  return (
    module !== undefined &&
    code.nameOf(module) === "builtins" &&
    BUILTIN_CODE.test(constantOf(code, attribute) ?? "")
  );
}

const isTrue = (node: SyntaxNode | undefined): boolean => node?.type === "true";

/** What is started, as a list of words. */
function wordsOf(code: Code, call: Call): readonly SyntaxNode[] {
  const first = call.positional[0] ?? call.named.get("args");
  const list = first === undefined ? undefined : resolve(code, first);
  if (list === undefined) return call.positional;
  return list.type === "list" || list.type === "tuple" ? namedChildren(list) : call.positional;
}

function isUnknownProgram(code: Code, call: Call): boolean {
  const [program] = wordsOf(code, call);
  if (program === undefined) return false;
  const text = constantOf(code, program);
  if (text !== undefined) return !/^(?:\/|[A-Za-z]:[\\/])/.test(text);
  return code.nameOf(code.unwrap(program)) !== "sys.executable";
}

/** `pip install x`, and a download that goes straight to a shell. */
function installs(code: Code, call: Call): boolean {
  const name = call.name ?? "";
  if (/^pip\.(?:main|_internal\.main)$/.test(name)) return true;
  if (!SUBPROCESS.test(name) && !SHELLS.test(name) && name !== "asyncio.create_subprocess_exec")
    return false;
  const line = wordsOf(code, call)
    .map((word) => readText(code, word)?.text ?? "?")
    .join(" ");
  return (
    /(?:^|[\s/])(?:pip3?|uv|conda|npm|poetry|easy_install)\s+(?:pip\s+)?(?:install|add)\b/.test(
      line,
    ) || /\b(?:curl|wget)\b[^|]*\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b/.test(line)
  );
}

function isDownloaded(code: Code, node: SyntaxNode, depth = 0): boolean {
  const at = resolve(code, node);
  const call = callAt(code, at);
  if (call !== undefined && DOWNLOADS.test(call.name ?? "")) return true;
  const inner = call?.receiver ?? (at.type === "attribute" ? childOf(at, "object") : undefined);
  return inner !== undefined && depth < 8 && isDownloaded(code, inner, depth + 1);
}

const UNSAFE_LOADS =
  /^(?:pickle|_pickle|cPickle|dill|marshal|jsonpickle|cloudpickle)\.(?:loads?|Unpickler|decode)$|^shelve\.(?:open|Shelf|DbfilenameShelf)$|^pandas\.read_pickle$|^joblib\.load$|^numpy\.load$|^torch\.load$/;

/** `SEC009` and `SEC010` */
export function* findUnsafeReading(code: Code): Generator<Finding> {
  for (const call of code.calls) {
    const name = call.name ?? "";
    if (UNSAFE_LOADS.test(name) && !isHeldBack(name, call))
      yield { rule: "SEC009", node: call.node };
    if (isUnsafeYaml(code, name, call)) yield { rule: "SEC010", node: call.node };
  }
}

function isHeldBack(name: string, { named }: Call): boolean {
  if (name === "torch.load") return isTrue(named.get("weights_only"));
  return name === "numpy.load" && !isTrue(named.get("allow_pickle"));
}

function isUnsafeYaml(code: Code, name: string, { named, positional }: Call): boolean {
  if (/^yaml\.(?:unsafe_load|full_load)(?:_all)?$/.test(name)) return true;
  if (/^yaml\.load(?:_all)?$/.test(name)) {
    const loader = named.get("Loader") ?? positional[1];
    const chosen = loader === undefined ? "" : (code.nameOf(loader) ?? textOf(loader));
    return !/(?:^|\.)C?(?:Safe|Base)Loader$/.test(chosen);
  }
  return (
    name === "ruamel.yaml.YAML" && constantOf(code, named.get("typ") ?? positional[0]) === "unsafe"
  );
}
