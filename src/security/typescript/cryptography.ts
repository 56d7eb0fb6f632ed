/** Hashes, ciphers, certificates and tokens. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, namedChildren, textOf } from "../../syntax/nodes.ts";
import { constantOf, resolve } from "../built-text.ts";
import type { Call, Code, Finding } from "../code.ts";
import { callAt } from "../taint.ts";

const HASH = "crypto.createHash";
const BROKEN_CIPHER = /^(?:des|rc2|rc4|bf|blowfish|cast|idea|seed)|(?:^|-)ecb$/i;

/** `crypto.createHash("sha256").update(password)`: what a fast hash is given. */
export function hashedBy(
  { method, positional, receiver, name }: Call,
  code: Code,
): readonly SyntaxNode[] {
  if (name === "crypto.hash") return positional.slice(1);
  const made =
    method === "update" && receiver !== undefined
      ? callAt(code, resolve(code, receiver))
      : undefined;
  return made?.name === HASH ? positional : [];
}

/** `SEC011`, `SEC014`, `SEC015`, `SEC017`–`SEC019` */
export function* findWeakCryptography(code: Code): Generator<Finding> {
  for (const call of code.calls) {
    const { name = "", named, node, positional } = call;
    const algorithm = constantOf(code, positional[0]) ?? "";
    if (
      (name === HASH || name === "crypto.hash") &&
      /^(?:md[45]|sha-?1|rsa-(?:md5|sha1))$/i.test(algorithm)
    )
      yield { rule: "SEC011", node };
    if (/^crypto\.create(?:Cipher|Decipher)$/.test(name)) yield { rule: "SEC017", node };
    if (/^crypto\.create(?:Cipher|Decipher)iv$/.test(name) && BROKEN_CIPHER.test(algorithm))
      yield { rule: "SEC017", node };
    if (
      /^crypto\.generateKeyPair(?:Sync)?$/.test(name) &&
      isBelow(named.get("modulusLength"), 2048)
    )
      yield { rule: "SEC017", node };
    if (name === "crypto.createCipheriv" && isFixed(code, positional[2]))
      yield { rule: "SEC018", node };
    if (/^crypto\.(?:scrypt|pbkdf2)(?:Sync)?$/.test(name) && isFixed(code, positional[1]))
      yield { rule: "SEC018", node };
    if (
      name === "jsonwebtoken.decode" ||
      (name === "jsonwebtoken.verify" && allowsNone(code, named.get("algorithms")))
    )
      yield { rule: "SEC019", node };
  }
}

const isBelow = (node: SyntaxNode | undefined, least: number): boolean =>
  node?.type === "number" && Number(textOf(node)) < least;

/** A text, or a buffer of zeros or of a text. */
function isFixed(code: Code, node: SyntaxNode | undefined): boolean {
  if (node === undefined) return false;
  if (constantOf(code, node) !== undefined) return true;
  const made = callAt(code, resolve(code, node));
  if (made?.name === "Buffer.alloc") return made.positional.length < 3;
  return made?.name === "Buffer.from" && constantOf(code, made.positional[0]) !== undefined;
}

function allowsNone(code: Code, algorithms: SyntaxNode | undefined): boolean {
  if (algorithms === undefined) return false;
  return namedChildren(resolve(code, algorithms)).some(
    (one) => constantOf(code, one)?.toLowerCase() === "none",
  );
}

/** `SEC014`, `SEC015` and `SEC039` */
export function* findWeakConnections(code: Code): Generator<Finding> {
  for (const node of code.all("pair")) {
    const [key, value] = [childOf(node, "key"), childOf(node, "value")];
    if (key === undefined || value === undefined) continue;
    const name = textOf(key).replaceAll(/["']/g, "");
    const text = constantOf(code, value) ?? "";
    if (/^(?:rejectUnauthorized|strictSSL)$/.test(name) && value.type === "false")
      yield { rule: "SEC014", node };
    if (name === "minVersion" && /^(?:SSLv[23]|TLSv1(?:\.1)?)$/.test(text))
      yield { rule: "SEC015", node };
    if (name === "secureProtocol" && /^(?:SSLv[23]|TLSv1(?:_1)?)_/.test(text))
      yield { rule: "SEC015", node };
    if (name === "hostVerifier" && alwaysTrue(value)) yield { rule: "SEC039", node };
  }
  for (const node of code.all("assignment_expression")) {
    const [left, right] = [childOf(node, "left"), childOf(node, "right")];
    if (left === undefined || right === undefined) continue;
    if (
      code.lastName(left) === "NODE_TLS_REJECT_UNAUTHORIZED" &&
      /^["']?0["']?$/.test(textOf(right))
    )
      yield { rule: "SEC014", node };
  }
}

const alwaysTrue = (node: SyntaxNode): boolean =>
  node.type === "arrow_function" && /=>\s*(?:true|\{\s*return true;?\s*\})$/.test(textOf(node));
