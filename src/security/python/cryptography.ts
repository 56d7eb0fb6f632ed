/** Hashes, ciphers, certificates and tokens. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, namedChildren, textOf } from "../../syntax/nodes.ts";
import { constantOf, resolve } from "../built-text.ts";
import type { Call, Code, Finding } from "../code.ts";
import { callAt } from "../taint.ts";

const isFalse = (node: SyntaxNode | undefined): boolean => node?.type === "false";
const FAST_HASH = /^hashlib\.(?:md5|sha1|sha224|sha256|sha384|sha512|sha3_\d+|blake2[bs]|new)$/;

/** What a fast hash is given, for `SEC012`. */
export function hashedBy(
  { name, positional, receiver, method }: Call,
  code: Code,
): readonly SyntaxNode[] {
  if (FAST_HASH.test(name ?? "")) return positional;
  // `digest = hashlib.sha256(); digest.update(password)`
  const made =
    method === "update" && receiver !== undefined
      ? callAt(code, resolve(code, receiver))
      : undefined;
  return made !== undefined && FAST_HASH.test(made.name ?? "") ? positional : [];
}

const BROKEN_CIPHER =
  /^Crypto(?:dome)?\.Cipher\.(?:DES3?|ARC[24]|Blowfish|CAST)\.new$|^cryptography\.hazmat\.(?:primitives\.ciphers|decrepit\.ciphers)\.algorithms\.(?:ARC4|Blowfish|TripleDES|IDEA|CAST5|SEED|RC2)$|^cryptography\.hazmat\.primitives\.ciphers\.modes\.ECB$/;
const RSA =
  /^cryptography\.hazmat\.primitives\.asymmetric\.(?:rsa|dsa)\.generate_private_key$|^Crypto(?:dome)?\.PublicKey\.(?:RSA|DSA)\.generate$/;
const SMALLEST_RSA = 2048;

/** `SEC011`, `SEC017`, `SEC018` and `SEC019` */
export function* findWeakCryptography(code: Code): Generator<Finding> {
  for (const call of code.calls) {
    const { named, node, positional } = call;
    const name = call.name ?? "";
    if (isWeakHash(code, name, call)) yield { rule: "SEC011", node };
    if (BROKEN_CIPHER.test(name) || usesEcb(code, name, call) || isSmallKey(name, call))
      yield { rule: "SEC017", node };
    if (hasFixedNonce(code, name, call)) yield { rule: "SEC018", node };
    if (
      name === "jwt.decode" &&
      isUnverified(code, named.get("options"), named.get("algorithms") ?? positional[2])
    )
      yield { rule: "SEC019", node };
  }
}

function isWeakHash(code: Code, name: string, { named, positional }: Call): boolean {
  if (isFalse(named.get("usedforsecurity"))) return false;
  if (/^hashlib\.(?:md5|sha1|md4)$|^Crypto(?:dome)?\.Hash\.(?:MD[245]|SHA1?)\.new$/.test(name))
    return true;
  return (
    name === "hashlib.new" &&
    /^(?:md[45]|sha-?1)$/i.test(constantOf(code, named.get("name") ?? positional[0]) ?? "")
  );
}

function usesEcb(code: Code, name: string, { positional, named }: Call): boolean {
  if (!/^Crypto(?:dome)?\.Cipher\.\w+\.new$/.test(name)) return false;
  const mode = named.get("mode") ?? positional[1];
  return mode !== undefined && (code.nameOf(mode) ?? textOf(mode)).endsWith(".MODE_ECB");
}

function isSmallKey(name: string, { positional, named }: Call): boolean {
  if (!RSA.test(name)) return false;
  const size =
    named.get("key_size") ??
    named.get("bits") ??
    (name.startsWith("Crypto") ? positional[0] : positional[1]);
  return size?.type === "integer" && Number(textOf(size)) < SMALLEST_RSA;
}

/** Where each function takes what must be new every time: by name, and by place. */
const NONCES: readonly (readonly [RegExp, readonly string[], number | undefined])[] = [
  [/^Crypto(?:dome)?\.Cipher\.\w+\.new$/, ["iv", "IV", "nonce"], 2],
  [/\.ciphers\.modes\.(?:CBC|CTR|GCM|OFB|CFB8?)$/, ["initialization_vector", "nonce"], 0],
  [/^hashlib\.(?:scrypt|pbkdf2_hmac)$/, ["salt"], undefined],
  [/^hashlib\.pbkdf2_hmac$/, [], 2],
  [/^bcrypt\.hashpw$/, ["salt"], 1],
];

function hasFixedNonce(code: Code, name: string, call: Call): boolean {
  const isFixed = (node: SyntaxNode | undefined): boolean => constantOf(code, node) !== undefined;
  if (call.method === "encrypt" && isAead(code, call))
    return isFixed(call.positional[0] ?? call.named.get("nonce"));
  return NONCES.some(
    ([of, names, place]) =>
      of.test(name) &&
      (names.some((given) => isFixed(call.named.get(given))) ||
        (place !== undefined && isFixed(call.positional[place]))),
  );
}

function isAead(code: Code, { receiver }: Call): boolean {
  const made = receiver === undefined ? undefined : callAt(code, resolve(code, receiver));
  return /\.(?:AESGCM|AESCCM|ChaCha20Poly1305|AESSIV|AESOCB3)$/.test(made?.name ?? "");
}

function isUnverified(
  code: Code,
  options: SyntaxNode | undefined,
  algorithms: SyntaxNode | undefined,
): boolean {
  const given = options === undefined ? undefined : resolve(code, options);
  const off = (given === undefined ? [] : namedChildren(given)).some(
    (pair) =>
      pair.type === "pair" &&
      constantOf(code, childOf(pair, "key")) === "verify_signature" &&
      isFalse(childOf(pair, "value")),
  );
  if (off || algorithms === undefined) return true;
  return namedChildren(resolve(code, algorithms)).some(
    (algorithm) => constantOf(code, algorithm)?.toLowerCase() === "none",
  );
}

const CLIENT = /^(?:requests|httpx|aiohttp|urllib3)\b/;

/** `SEC014` and `SEC015` */
export function* findWeakConnections(code: Code): Generator<Finding> {
  for (const { name, named, node, receiver } of code.calls) {
    const isClient = CLIENT.test(name ?? "") || isSession(code, receiver);
    if (
      (isClient &&
        (isFalse(named.get("verify")) ||
          isFalse(named.get("ssl")) ||
          isFalse(named.get("verify_ssl")))) ||
      /^ssl\._create_unverified_context$/.test(name ?? "")
    )
      yield { rule: "SEC014", node };
  }
  for (const node of code.all("assignment")) {
    const left = childOf(node, "left");
    const name = left === undefined ? undefined : code.lastName(left);
    if (
      left?.type === "attribute" &&
      (name === "check_hostname" || name === "verify") &&
      isFalse(childOf(node, "right"))
    )
      yield { rule: "SEC014", node };
  }
  for (const node of code.all("attribute")) {
    const name = code.nameOf(node) ?? "";
    if (name === "ssl.CERT_NONE") yield { rule: "SEC014", node };
    if (
      /^ssl\.(?:PROTOCOL_(?:SSLv2|SSLv3|SSLv23_OLD|TLSv1|TLSv1_1)|TLSVersion\.(?:SSLv3|TLSv1|TLSv1_1))$/.test(
        name,
      ) ||
      /^OpenSSL\.SSL\.(?:SSLv2|SSLv3|TLSv1|TLSv1_1)_METHOD$/.test(name)
    )
      yield { rule: "SEC015", node };
  }
}

/** A client that was made here: `session = requests.Session()`. */
export function isSession(code: Code, receiver: SyntaxNode | undefined): boolean {
  const made = receiver === undefined ? undefined : callAt(code, resolve(code, receiver));
  return /^(?:requests\.(?:Session|session)|httpx\.(?:Async)?Client|aiohttp\.ClientSession)$/.test(
    made?.name ?? "",
  );
}
