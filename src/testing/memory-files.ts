import { Fault } from "../domain/fault.ts";
import type { Files } from "../ports/files.ts";

export interface MemoryFiles extends Files {
  /** What is there, by path relative to the root. */
  readonly texts: Map<string, string>;
}

/** Files that live in memory; paths are taken as they are written. */
export function createMemoryFiles(files: Readonly<Record<string, string>> = {}): MemoryFiles {
  const texts = new Map(Object.entries(files));
  const locked = new Set<string>();
  return {
    root: "/project",
    texts,
    async readText(path, { maxBytes = Number.POSITIVE_INFINITY } = {}) {
      const text = texts.get(path);
      if (text === undefined) {
        throw new Fault("source/missing", `Cannot read "${path}": it does not exist`);
      }
      if (text.length > maxBytes) {
        throw new Fault(
          "source/unreadable",
          `Cannot read "${path}": it is larger than ${maxBytes} bytes`,
        );
      }
      return text;
    },
    exists: async (path) => texts.has(path),
    async list(path) {
      const folder = path === "." ? "" : `${path.replace(/\/$/, "")}/`;
      const names = [...texts.keys()]
        .filter((name) => name.startsWith(folder))
        .map((name) => name.slice(folder.length).split("/")[0] ?? "");
      return [...new Set(names)].sort();
    },
    async writeText(path, text) {
      texts.set(path, text);
    },
    async openAppend(path) {
      const text = texts.get(path) ?? "";
      texts.set(path, text.slice(0, text.lastIndexOf("\n") + 1));
      return {
        async append(lines) {
          const all = typeof lines === "string" ? [lines] : lines;
          texts.set(path, [texts.get(path) ?? "", ...all.map((line) => `${line}\n`)].join(""));
        },
        async [Symbol.asyncDispose]() {},
      };
    },
    async lock(path) {
      if (locked.has(path)) return undefined;
      locked.add(path);
      return { [Symbol.dispose]: () => void locked.delete(path) };
    },
    async remove(path) {
      texts.delete(path);
    },
  };
}
