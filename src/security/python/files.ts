/** Files, archives, documents and addresses. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, textOf } from "../../syntax/nodes.ts";
import { resolve } from "../built-text.ts";
import type { Call, Code, Finding } from "../code.ts";
import { callAt } from "../taint.ts";
import { isSession } from "./cryptography.ts";

const OPENING =
  /^(?:builtins\.|io\.|codecs\.|gzip\.|bz2\.)?open$|^os\.(?:open|remove|unlink|rmdir|makedirs|mkdir|listdir|scandir|rename)$|^shutil\.(?:rmtree|copy|copyfile|copy2|move|copytree)$|^(?:flask\.)?send_file$|^aiofiles\.open$/;
const PATH_METHOD =
  /^(?:read_text|read_bytes|write_text|write_bytes|open|unlink|rmdir|mkdir|touch|iterdir|rename)$/;

/** The path that a call opens, for `SEC023`. */
export function openedPath(call: Call, code: Code): SyntaxNode | undefined {
  if (OPENING.test(call.name ?? "")) return call.positional[0] ?? call.named.get("file");
  if (!PATH_METHOD.test(call.method) || call.receiver === undefined) return undefined;
  return isPath(code, call.receiver) ? call.receiver : undefined;
}

/** Made by `Path(…)`, or by dividing one. */
function isPath(code: Code, node: SyntaxNode, depth = 0): boolean {
  const at = resolve(code, node);
  if (/^pathlib\.(?:Pure)?(?:Posix|Windows)?Path$/.test(callAt(code, at)?.name ?? "")) return true;
  if (depth > 8) return false;
  if (at.type === "binary_operator" && childOf(at, "operator")?.type === "/") {
    const left = childOf(at, "left");
    return left !== undefined && (isPath(code, left, depth + 1) || left.type !== "integer");
  }
  const call = callAt(code, at);
  return call?.method === "joinpath";
}

const CLIENT_VERB =
  /^(?:requests|httpx)\.(?:get|post|put|patch|delete|head|options|request|stream)$/;
const VERB = /^(?:get|post|put|patch|delete|head|options|request|stream|ws_connect)$/;

/** The address that a call goes to, for `SEC016` and `SEC022`. */
export function calledAddress(call: Call, code: Code): SyntaxNode | undefined {
  const isClient =
    CLIENT_VERB.test(call.name ?? "") ||
    /^urllib\.request\.(?:urlopen|urlretrieve|Request)$|^(?:httpx|aiohttp)\.\w*(?:Client|Session)$/.test(
      call.name ?? "",
    ) ||
    (VERB.test(call.method) &&
      (isSession(code, call.receiver) || isCalledSession(code, call.receiver)));
  if (!isClient) return undefined;
  const named = call.named.get("url") ?? call.named.get("base_url");
  return named ?? call.positional[call.method === "request" || call.method === "stream" ? 1 : 0];
}

const isCalledSession = (code: Code, receiver: SyntaxNode | undefined): boolean =>
  receiver !== undefined &&
  /^(?:session|http_client|http_session|async_client)$/.test(code.lastName(receiver) ?? "");

/** `SEC021` */
export function* findEndlessCalls(code: Code): Generator<Finding> {
  for (const { name, named, node, hasMore, method, receiver } of code.calls) {
    const limit = named.get("timeout");
    const called = name ?? "";
    const isRequests = called.startsWith("requests.") && CLIENT_VERB.test(called);
    const isOwnSession =
      VERB.test(method) && (madeBy(code, receiver) ?? "").startsWith("requests.");
    const waitsLong = isRequests || isOwnSession || called === "urllib.request.urlopen";
    if (waitsLong && limit === undefined && !hasMore) yield { rule: "SEC021", node };
    else if (limit?.type === "none" && (waitsLong || /^(?:httpx|aiohttp)\./.test(called)))
      yield { rule: "SEC021", node };
  }
}

const madeBy = (code: Code, node: SyntaxNode | undefined): string | undefined =>
  node === undefined ? undefined : callAt(code, resolve(code, node))?.name;

const XML =
  /^xml\.etree\.(?:c?ElementTree)\.(?:parse|fromstring|fromstringlist|iterparse|XML|XMLParser)$|^xml\.sax\.(?:parse|parseString|make_parser)$|^xml\.dom\.(?:minidom|pulldom)\.(?:parse|parseString)$|^lxml\.(?:etree|objectify)\.(?:parse|fromstring|iterparse|XML)$|^xml\.sax\.expatreader\./;

/** `SEC024`–`SEC027` */
export function* findDangerousFiles(code: Code): Generator<Finding> {
  for (const call of code.calls) {
    const { name, node, method } = call;
    if (method === "extractall" && isUnfiltered(code, call)) yield { rule: "SEC024", node };
    if (XML.test(name ?? "")) yield { rule: "SEC025", node };
    if (name === "tempfile.mktemp" || name === "os.tempnam" || name === "os.tmpnam")
      yield {
        rule: "SEC026",
        node,
        message: "The name of a temporary file is taken before anybody makes it",
      };
    if (method === "chmod" && isOpenToAll(call)) yield { rule: "SEC027", node };
  }
}

function isUnfiltered(code: Code, { receiver, named }: Call): boolean {
  const made = madeBy(code, receiver) ?? "";
  if (/^zipfile\.(?:ZipFile|PyZipFile)$/.test(made)) return true;
  if (!/^tarfile\.(?:open|TarFile|TarFile\.open)$/.test(made)) return false;
  const filter = named.get("filter");
  return filter === undefined || /fully_trusted/.test(textOf(filter));
}

/** Bits by which a group or others may write, of a mode in the clear: 0o666, 0o777. */
function isOpenToAll({ name, positional, named }: Call): boolean {
  const mode =
    named.get("mode") ?? positional[name === "os.chmod" || positional.length > 1 ? 1 : 0];
  if (mode?.type !== "integer") return /S_IWOTH/.test(mode === undefined ? "" : textOf(mode));
  return (Number(textOf(mode).replaceAll("_", "")) & 0o002) !== 0;
}
