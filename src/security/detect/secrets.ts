import { entropyOf } from "../../std/entropy-of.ts";
import { textOf } from "../../syntax/nodes.ts";
import { constantOf } from "../built-text.ts";
import type { Code, Finding } from "../code.ts";
import { isPasswordName, isPlaceholder, isSecretName, wordsOf } from "../words.ts";

const SHORTEST = 8;
/** Bits a character above which a text looks drawn by chance. */
const RANDOM_BITS = 3.5;

/** Texts that only services give out. The second part of an address's shape is the password in it. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/, "an access key of AWS"],
  [/\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_\w{22,}/, "a token of GitHub"],
  [/\bglpat-[\w-]{20,}/, "a token of GitLab"],
  [/\bsk-(?=[\w-]*\d)[\w-]{20,}/, "a key of a model provider"],
  [/\bxox[abeprs]-[\w-]{10,}/, "a token of Slack"],
  [/\bAIza[\w-]{35}/, "a key of Google"],
  [/\b[sr]k_live_[0-9A-Za-z]{16,}/, "a key of Stripe"],
  [/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/, "a private key"],
  [/\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/, "a signed token"],
];
const ADDRESS =
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@{}$<>]*:([^\s/@{}$<>%]{3,})@(?!(?:[\w.-]+\.)?(?:example(?:\.\w+)?|test|invalid|localhost)(?:[:/?#]|$))[^\s/]/i;

/** Secrets in the source: by the shape of the text, or by the name beside it. */
export function* findSecrets(code: Code): Generator<Finding> {
  const shaped = new Set<number>();
  for (const node of code.strings) {
    const text = constantOf(code, node) ?? textOf(node);
    const kind = shapeOf(text);
    if (kind === undefined) continue;
    shaped.add(node.start);
    yield { rule: "SEC002", node, message: `The source holds ${kind}` };
  }
  for (const { name, value, isLabel } of code.namedValues) {
    if (isLabel || !isSecretName(name)) continue;
    const node = code.unwrap(value);
    // Behind a name stands a definition, which is a place of its own.
    const text = node.type === "identifier" ? undefined : constantOf(code, node);
    if (text === undefined || shaped.has(node.start)) continue;
    const kind = judge(name, text);
    if (kind === "none") continue;
    yield kind === "secret"
      ? { rule: "SEC001", node: value, message: `"${name}" is given a secret in the source` }
      : {
          rule: "SEC001",
          node: value,
          severity: "warning",
          message: `"${name}" is given a text that only holds the place of a secret`,
        };
  }
}

function shapeOf(text: string): string | undefined {
  const found = SHAPES.find(([shape]) => shape.test(text));
  if (found !== undefined && !/EXAMPLE/.test(text)) return found[1];
  const password = ADDRESS.exec(text)?.[1];
  return password === undefined || isPlaceholder(password)
    ? undefined
    : "an address with a password";
}

function judge(name: string, text: string): "secret" | "placeholder" | "none" {
  if (text.length < SHORTEST || /\*{3}/.test(text)) return "none";
  if (isPlaceholder(text) || saysItsOwnName(name, text)) return "placeholder";
  return isNoSecret(text) || !looksDrawn(name, text) ? "none" : "secret";
}

const saysItsOwnName = (name: string, text: string): boolean =>
  wordsOf(name).join("") === wordsOf(text).join("");

/** Sentences, words, addresses, paths, names of variables, and what is filled in later. */
const isNoSecret = (text: string): boolean =>
  /\s/.test(text) ||
  /^[a-z]+(?:[-_.:/ ][a-z]+)*$/.test(text) ||
  /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text) ||
  /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ||
  /^[./~]|\{\w*\}|\$\{|^%|^\$\w+$|^<|\uFFFC/.test(text);

/** The second vote, besides the name. */
function looksDrawn(name: string, text: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^\w]/].filter((kind) => kind.test(text)).length;
  if (kinds >= 3) return true;
  if (entropyOf(text) > RANDOM_BITS && /\d/.test(text)) return true;
  // A person's password is no more random than that.
  return isPasswordName(name) && kinds >= 2;
}
