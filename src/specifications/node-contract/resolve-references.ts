import type { Diagnostic } from "../../domain/diagnostic.ts";
import { isFault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { Files } from "../../ports/files.ts";
import { finding } from "./contract-rules.ts";
import { toInside } from "./inside-path.ts";
import { list, map, type Placed, type PlacedMap, scalar } from "./placed.ts";
import { MAX_VALUES, readYaml } from "./read-yaml.ts";

/** `{ $ref: ./file.yaml }` is replaced by what the file holds; keys beside it win over the file's. */
export const REFERENCE_KEY = "$ref";

const MAX_DEPTH = 16;
const MAX_FILES = 100;
const MAX_BYTES = 200_000;

export interface ResolvedContract {
  /** `undefined` where the contract cannot be read at all. */
  readonly value: Placed | undefined;
  /** The contract, then what was put into it, in the order in which it was read. */
  readonly sources: readonly SourceText[];
  readonly problems: readonly Diagnostic[];
}

/** A contract with the files that it refers to put in their places, in bounded depth and size. */
export async function resolveContract(source: SourceText, files: Files): Promise<ResolvedContract> {
  const sources: SourceText[] = [source];
  const problems: Diagnostic[] = [];
  const known = new Map<string, Placed | undefined>();
  const { root } = files;

  async function readResolved(
    file: SourceText,
    chain: readonly string[],
  ): Promise<Placed | undefined> {
    const read = readYaml(file);
    problems.push(...read.problems);
    return read.value === undefined ? undefined : resolve(read.value, chain);
  }

  async function resolve(placed: Placed, chain: readonly string[]): Promise<Placed> {
    if (placed.kind === "scalar") return placed;
    if (placed.kind === "list") {
      const items: Placed[] = [];
      for (const item of placed.items) items.push(await resolve(item, chain));
      return list(items, placed.span);
    }
    const entries = new Map(placed.entries);
    const reference = entries.get(REFERENCE_KEY);
    entries.delete(REFERENCE_KEY);
    for (const [key, entry] of entries) {
      entries.set(key, { ...entry, value: await resolve(entry.value, chain) });
    }
    const beside = map(entries, placed.span);
    if (reference === undefined) return beside;
    return putIn(await follow(reference.value, chain), beside, reference.value);
  }

  /** What a reference stands for; what keeps it from being read is a problem at its place. */
  async function follow(reference: Placed, chain: readonly string[]): Promise<Placed | undefined> {
    const refuse = (message: string, help?: string): undefined => {
      problems.push(finding("CON016", reference.span, message, { help }));
      return undefined;
    };
    const name = reference.kind === "scalar" ? reference.value : undefined;
    if (typeof name !== "string" || name === "") {
      return refuse(`"${REFERENCE_KEY}" wants the path of a YAML file`, "$ref: ./retry.yaml");
    }
    const path = toInside(chain.at(-1) ?? "", name, root);
    if (path === undefined) {
      return refuse(`"${name}" lies outside the project`, "Refer to files of the project");
    }
    if (chain.includes(path)) {
      const cycle = [...chain.slice(chain.indexOf(path)), path].join(" → ");
      return refuse(`"${name}" leads back to itself: ${cycle}`, "Take one of them out");
    }
    if (known.has(path)) return known.get(path);
    if (chain.length > MAX_DEPTH) return refuse(`References are ${MAX_DEPTH} deep at most`);
    if (sources.length > MAX_FILES) return refuse(`A contract may have ${MAX_FILES} files`);
    const text = await readFile(path, refuse);
    if (text === undefined) return undefined;
    const file = { path, text };
    sources.push(file);
    const value = await readResolved(file, [...chain, path]);
    known.set(path, value);
    return value;
  }

  async function readFile(
    path: string,
    refuse: (message: string, help?: string) => undefined,
  ): Promise<string | undefined> {
    try {
      return await files.readText(path, { maxBytes: MAX_BYTES });
    } catch (error) {
      if (!isFault(error)) throw error;
      return error.code === "source/missing"
        ? refuse(`There is no file "${path}"`, "Paths are relative to the file that names them")
        : refuse(error.message);
    }
  }

  /** The file's content, with what stands beside the reference on top of it. */
  function putIn(content: Placed | undefined, beside: PlacedMap, reference: Placed): Placed {
    const nothing = scalar(null, beside.span);
    if (content === undefined) return beside.entries.size > 0 ? beside : nothing;
    const isAlone = beside.entries.size === 0;
    if (!isAlone && content.kind !== "map") {
      const message = "Keys stand beside a file that holds no keys";
      problems.push(finding("CON016", reference.span, message));
      return beside;
    }
    const whole =
      isAlone || content.kind !== "map"
        ? content
        : map(new Map([...content.entries, ...beside.entries]), beside.span);
    if (whole.size <= MAX_VALUES) return whole;
    const message = `What is put in makes more than ${MAX_VALUES} values of it`;
    problems.push(finding("CON016", reference.span, message));
    return nothing;
  }

  const start = toInside("", source.path, root) ?? source.path;
  const value = await readResolved(source, [start]);
  if (value === undefined || value.size <= MAX_VALUES) return { value, sources, problems };
  const message = `What is put in makes more than ${MAX_VALUES} values of it`;
  problems.push(finding("CON016", { ...value.span, end: value.span.start }, message));
  return { value: undefined, sources, problems };
}
