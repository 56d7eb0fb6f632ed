/** Finds names in documents that the sources do not have. */

import { posix } from "node:path";

/** A declaration of `name`, exported or not. */
const declares = (name: string, text: string): boolean =>
  new RegExp(`\\b(?:function\\*?|const|class|interface|type) ${name}\\b`).test(text);

const mentions = (name: string, text: string): boolean => new RegExp(`\\b${name}\\b`).test(text);

/** Words of prose are no names: `the port`, `here`. */
const isName = (text: string): boolean =>
  /^[A-Za-z]\w*(?:\.[a-z]\w*)?$/.test(text) && /[a-z][A-Z]|^[A-Z]|\./.test(text);

/**
 * What a document says of the sources and is not so: links that are named after something that the linked file does not
 * declare, `Type.member` without such a type or member, and paths into `src/` without a file. Links to files that are
 * not there are left to others.
 *
 * @param sources texts of the source files, by their path from the root of the checkout
 */
export function findWrongSymbols(
  markdown: string,
  { path, sources }: { readonly path: string; readonly sources: ReadonlyMap<string, string> },
): readonly string[] {
  return [
    ...findWrongLinks(markdown, path, sources),
    ...findWrongMembers(markdown, sources),
    ...findWrongPaths(markdown, sources),
  ];
}

function* findWrongLinks(
  markdown: string,
  path: string,
  sources: ReadonlyMap<string, string>,
): Generator<string> {
  for (const [, says = "", target = ""] of markdown.matchAll(/\[([^\]]+)\]\(([^):#]+\.ts)\)/g)) {
    const text = sources.get(posix.join(posix.dirname(path), target));
    if (text === undefined) continue;
    for (const name of says.replaceAll("`", "").split(/,\s*/)) {
      if (name.endsWith(".ts")) {
        if (!`/${target}`.endsWith(`/${name}`)) yield `${name} links to ${target}`;
      } else if (isName(name)) {
        const parts = name.split(".");
        const isThere =
          parts.length === 1 ? declares(name, text) : parts.every((part) => mentions(part, text));
        if (!isThere) yield `${target} has no ${name}`;
      }
    }
  }
}

function* findWrongMembers(
  markdown: string,
  sources: ReadonlyMap<string, string>,
): Generator<string> {
  const code = markdown.replaceAll(/\[[^\]]*\]\([^)]*\)/g, "");
  for (const [, type = "", member = ""] of code.matchAll(/`([A-Z]\w*)\.([a-z][a-zA-Z]*)`/g)) {
    const texts = [...sources.values()].filter((text) => declares(type, text));
    if (texts.length === 0 && !(type in globalThis))
      yield `there is no ${type} (\`${type}.${member}\`)`;
    else if (texts.length > 0 && !texts.some((text) => mentions(member, text)))
      yield `${type} has no ${member}`;
  }
}

function* findWrongPaths(
  markdown: string,
  sources: ReadonlyMap<string, string>,
): Generator<string> {
  for (const [, path = ""] of markdown.matchAll(/`(src\/[\w./-]+\.ts)`/g))
    if (!sources.has(path)) yield `there is no ${path}`;
}
