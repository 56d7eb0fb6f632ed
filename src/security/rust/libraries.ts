/** Dangers that are calls of known functions. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { ancestors, childOf, findAll, textOf } from "../../syntax/nodes.ts";
import { constantOf, resolve } from "../built-text.ts";
import type { Call, Code, Finding } from "../code.ts";
import type { TellingCall } from "../detect/leaks.ts";
import { callAt } from "../taint.ts";
import { isGuardingName } from "../words.ts";

const FAST_HASH =
  /^(?:sha[123]::(?:Sha|Keccak)\w+|md5|md5::Md5|blake[23]\w*(?:::\w+)?)::(?:digest|hash|compute|update|chain_update|new_with_prefix)$/;

/** What a fast hash is given, for `SEC012`. */
export function hashedBy(
  { name, method, positional, receiver }: Call,
  code: Code,
): readonly SyntaxNode[] {
  if (FAST_HASH.test(name ?? "")) return positional;
  const made =
    method === "update" && receiver !== undefined
      ? callAt(code, resolve(code, receiver))
      : undefined;
  return /^(?:sha[123]|md5|blake[23]\w*)::\w+::new$/.test(made?.name ?? "") ? positional : [];
}

const ALWAYS: readonly (readonly [RegExp, string])[] = [
  [
    /^md5::compute$|^(?:md5::Md5|md4::Md4|sha1::Sha1|sha1_smol::Sha1)::(?:new|digest|from)$|^(?:ring|aws_lc_rs)::digest::SHA1_FOR_LEGACY_USE_ONLY$/,
    "SEC011",
  ],
  [
    /^(?:des|rc4|rc2|blowfish|cast5|idea)::\w+::(?:new|new_from_slice|new_from_slices)$|(?:^|::)(?:ecb|Ecb)::\w+::new$/,
    "SEC017",
  ],
  [/^jsonwebtoken::(?:dangerous_insecure_decode\w*|dangerous::insecure_decode)$/, "SEC019"],
];

/** `SEC011`, `SEC014`, `SEC015`, `SEC017`–`SEC019`, `SEC021`, `SEC027` and `SEC037` */
export function* findDangerousCalls(code: Code): Generator<Finding> {
  for (const call of code.calls) {
    const { name = "", method, node, positional } = call;
    const [first] = positional;
    for (const [of, rule] of ALWAYS) if (of.test(name)) yield { rule, node };
    const isOn = first !== undefined && textOf(first) === "true";
    if (/^danger_accept_invalid_(?:certs|hostnames)$/.test(method) && isOn)
      yield at("SEC014", call);
    if (
      /^(?:set_verify|set_verify_callback)$/.test(method) &&
      first !== undefined &&
      /SslVerifyMode::(?:NONE|empty)/.test(textOf(first))
    )
      yield at("SEC014", call);
    if (
      /^(?:min_tls_version|min_protocol_version|set_min_proto_version)$/.test(method) &&
      first !== undefined &&
      /(?:TLS_1_[01]|Sslv3|SSL3|Tlsv1[01]?|TLS1(?:_1)?)\)?$/.test(textOf(first))
    )
      yield at("SEC015", call);
    if (
      /^rsa::(?:\w+::)?RsaPrivateKey::new$|^openssl::rsa::Rsa::generate$/.test(name) &&
      isSmall(positional.at(-1))
    )
      yield { rule: "SEC017", node };
    if (
      /(?:^|::)(?:X?Nonce|Iv|GenericArray)::(?:from_slice|clone_from_slice|assume_unique_for_key|from)$/.test(
        name,
      ) &&
      /nonce|iv/i.test(name) &&
      isFixed(code, first)
    )
      yield { rule: "SEC018", node };
    if (method === "insecure_disable_signature_validation") yield { rule: "SEC019", node };
    if (waitsForEver(code, call)) yield { rule: "SEC021", node };
    if (/(?:^|::)Permissions::from_mode$/.test(name) || method === "set_mode")
      if (isOpenToAll(first)) yield { rule: "SEC027", node };
    if (
      /^maud::PreEscaped$|^askama::(?:\w+::)*(?:Safe|MarkupDisplay::new_safe)$/.test(name) &&
      first !== undefined &&
      constantOf(code, first) === undefined
    )
      yield { rule: "SEC037", node };
    if (
      /^tera::Tera::one_off$/.test(name) &&
      first !== undefined &&
      constantOf(code, first) === undefined
    )
      yield { rule: "SEC036", node };
  }
}

/** A chain of calls is long: the finding is at the method that is dangerous. */
function at(rule: string, { node }: Call): Finding {
  const callee = childOf(node, "function");
  const field = callee === undefined ? undefined : childOf(callee, "field");
  return { rule, node: field ?? node };
}

const isSmall = (bits: SyntaxNode | undefined): boolean =>
  bits?.type === "integer_literal" && Number.parseInt(textOf(bits).replaceAll("_", ""), 10) < 2048;

/** A text of bytes, or an array of numbers. */
function isFixed(code: Code, node: SyntaxNode | undefined): boolean {
  if (node === undefined) return false;
  const value = resolve(code, node);
  if (constantOf(code, value) !== undefined) return true;
  return value.type === "array_expression" && findAll(value, "identifier").length === 0;
}

const isOpenToAll = (mode: SyntaxNode | undefined): boolean =>
  mode?.type === "integer_literal" &&
  (Number(textOf(mode).replaceAll("_", "").replace(/u32$/, "")) & 0o002) !== 0;

function waitsForEver(code: Code, { name, node }: Call): boolean {
  if (name === "reqwest::get" || name === "reqwest::Client::new") return true;
  if (!/^reqwest::(?:Client::builder|ClientBuilder::new)$/.test(name ?? "")) return false;
  let isLimited = false;
  let isBuilt = false;
  for (const around of ancestors(node)) {
    const call = callAt(code, around);
    if (call === undefined && around.type !== "field_expression") break;
    isLimited ||= (call?.method ?? "").endsWith("timeout");
    isBuilt ||= call?.method === "build";
  }
  return isBuilt && !isLimited;
}

/** The path that a call opens, for `SEC023`. */
export const openedPath = ({ name, positional }: Call): SyntaxNode | undefined =>
  /^(?:std|tokio|async_std)::fs::(?:read|read_to_string|write|remove_file|remove_dir_all|create_dir_all|read_dir|copy|rename|File::(?:open|create|create_new))$/.test(
    name ?? "",
  )
    ? positional[0]
    : undefined;

/** The address that a call goes to, for `SEC016` and `SEC022`. */
export function calledAddress(
  { name, method, positional, receiver }: Call,
  code: Code,
): SyntaxNode | undefined {
  if (
    /^reqwest::(?:blocking::)?get$|^ureq::(?:get|post|put|delete|head)$|^surf::(?:get|post)$/.test(
      name ?? "",
    )
  )
    return positional[0];
  if (!/^(?:get|post|put|patch|delete|head)$/.test(method) || receiver === undefined)
    return undefined;
  const made = callAt(code, resolve(code, receiver))?.name ?? "";
  const isClient =
    /(?:^|_)(?:client|http|agent)$/.test(code.lastName(receiver) ?? "") ||
    /^(?:reqwest|ureq)::/.test(made);
  return isClient ? positional[0] : undefined;
}

/** `SEC030` */
export function* findDebugChecks(code: Code): Generator<Finding> {
  for (const { name, node, positional } of code.calls) {
    const [condition] = positional;
    if (!/^debug_assert(?:_eq|_ne)?!$/.test(name ?? "") || condition === undefined) continue;
    if (/admin|permission|authori[sz]ed|authenticated|allowed|role|owner/.test(textOf(condition)))
      yield { rule: "SEC030", node };
  }
}

/** `SEC031`: `let _ = verify(…)`, `verify(…).ok();` */
export function* findSilentFailures(code: Code): Generator<Finding> {
  for (const call of code.calls) {
    if (!isGuardingName(call.method) || call.name?.endsWith("!") === true) continue;
    const around = call.node.parent;
    const isDropped =
      around?.type === "let_declaration" && textOf(childOf(around, "pattern") ?? around) === "_";
    const chained =
      around?.type === "field_expression" && textOf(childOf(around, "field") ?? around) === "ok";
    if (isDropped || (chained && around?.parent?.parent?.type === "expression_statement"))
      yield { rule: "SEC031", node: call.node };
  }
}

/** `SEC040` */
export function* findProtocols(code: Code): Generator<Finding> {
  for (const { module, node, names } of code.imports) {
    const isFtp =
      /^(?:ftp|telnet|async_ftp)(?:::|$)/.test(module) ||
      (/^suppaftp(?:::|$)/.test(module) && !names.some((name) => /Tls|Secure/.test(name)));
    if (isFtp) yield { rule: "SEC040", node };
  }
}

/** Only engines that go back take time without end. */
export const patternOf = ({ name, positional }: Call): SyntaxNode | undefined =>
  /^(?:fancy_regex|pcre2::bytes|onig)::Regex::new$/.test(name ?? "") ? positional[0] : undefined;

/** Calls that print, log or make an error, for `SEC032` and `SEC033`. */
export const findTellingCalls = (code: Code): readonly TellingCall[] =>
  code.calls.flatMap((call): readonly TellingCall[] => {
    const name = call.name ?? "";
    const isLog = /^(?:(?:log|tracing|slog)::)?(?:trace|debug|info|warn|error)!$/.test(name);
    const isOther = /^(?:e?println?|panic|dbg|(?:anyhow::)?(?:anyhow|bail))!$/.test(name);
    return isLog || isOther ? [{ call, isLog }] : [];
  });
