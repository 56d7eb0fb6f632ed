/** Files, archives, documents and addresses. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { textOf } from "../../syntax/nodes.ts";
import { resolve } from "../built-text.ts";
import type { Call, Code, Finding } from "../code.ts";
import { callAt } from "../taint.ts";

const OPENING =
  /^(?:fs|fs\/promises|fs-extra)\.(?:promises\.)?(?:readFile|writeFile|appendFile|createReadStream|createWriteStream|open|opendir|readdir|unlink|rm|rmdir|mkdir|rename|copyFile|cp|readJson|writeJson|remove)(?:Sync)?$|\.sendFile$/;

/** The path that a call opens, for `SEC023`. */
export const openedPath = ({ name, method, positional }: Call): SyntaxNode | undefined =>
  OPENING.test(name ?? "") || method === "sendFile" ? positional[0] : undefined;

const VERB = /^(?:get|post|put|patch|delete|head|options|request)$/;
const CLIENT =
  /^(?:globalThis\.|window\.)?fetch$|^(?:axios|got|node-fetch|undici|superagent|ky)(?:\.\w+)?$|^https?\.(?:get|request)$/;

/** The address that a call goes to, for `SEC016` and `SEC022`. */
export const calledAddress = (call: Call): SyntaxNode | undefined =>
  isClient(call) ? (call.named.get("url") ?? call.positional[0]) : undefined;

const isClient = ({ name, method }: Call): boolean =>
  name !== undefined &&
  CLIENT.test(name) &&
  !/\.(?:create|extend|all|isAxiosError|Agent|Pool|Client)$/.test(name) &&
  (VERB.test(method) || !name.includes(".") || name.endsWith("fetch"));

/** `SEC021` */
export function* findEndlessCalls(code: Code): Generator<Finding> {
  for (const call of code.calls) {
    const { name = "", named, node, positional, hasMore } = call;
    const isFetch =
      /^(?:globalThis\.|window\.)?fetch$|^node-fetch$|^undici\.(?:fetch|request)$/.test(name);
    const isAxios = /^axios(?:\.\w+)?$/.test(name) && isClient(call);
    if (!isFetch && !isAxios) continue;
    const last = positional.at(-1);
    // Options that stand elsewhere may hold a limit.
    const isKnown = positional.length < 2 || last?.type === "object" || isAxios;
    const isOpen = last?.type === "object" && /\.\.\./.test(textOf(last));
    const isElsewhere = isAxios && positional.slice(1).some(({ type }) => type === "identifier");
    const isLimited = named.has("signal") || named.has("timeout");
    if (isKnown && !isOpen && !isElsewhere && !isLimited && !hasMore)
      yield { rule: "SEC021", node };
  }
}

/** `SEC024`, `SEC025` and `SEC027` */
export function* findDangerousFiles(code: Code): Generator<Finding> {
  for (const { name = "", method, named, node, positional, receiver } of code.calls) {
    const made = receiver === undefined ? undefined : callAt(code, resolve(code, receiver));
    if (method === "extractAllTo" && made?.name === "adm-zip") yield { rule: "SEC024", node };
    if (/^libxmljs2?\.parse(?:Xml|XmlString)$/.test(name) && named.get("noent")?.type === "true")
      yield { rule: "SEC025", node };
    if (
      /^fs(?:\/promises)?\.(?:promises\.)?f?l?chmod(?:Sync)?$/.test(name) &&
      isOpenToAll(positional[1])
    )
      yield { rule: "SEC027", node };
  }
}

const isOpenToAll = (mode: SyntaxNode | undefined): boolean => {
  if (mode === undefined) return false;
  const text = textOf(mode).replaceAll(/["']/g, "");
  const value =
    mode.type === "number" ? Number(text.replaceAll("_", "")) : Number.parseInt(text, 8);
  return (value & 0o002) !== 0;
};
