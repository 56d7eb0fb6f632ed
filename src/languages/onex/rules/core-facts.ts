/** What is known of an installed core package: which module holds which name, and its error codes. */

import { Fault } from "../../../domain/fault.ts";

/** What to write instead of an import that does not work. */
export interface Replacement {
  /** `undefined` where nothing took its place. */
  readonly module: string | undefined;
  readonly note: string | undefined;
}

export interface CoreFacts {
  /** The version that was probed: `0.47.57`. */
  readonly version: string;
  /** Its import name: `omnibase_core`. */
  readonly package: string;
  hasModule(module: string): boolean;
  /** The public names that a module offers; `*` where they could not be probed. */
  namesOf(module: string): ReadonlySet<string>;
  /** The modules that offer a name, the one to import it from first. */
  homesOf(name: string): readonly string[];
  /** By module, or by name where no module has it. */
  readonly replacements: ReadonlyMap<string, Replacement>;
  readonly errorCodes: ReadonlySet<string>;
  /** Codes that are often written and do not exist, and what to write. */
  readonly renamedCodes: ReadonlyMap<string, string>;
}

interface ImportMapFile {
  readonly version: string;
  readonly package: string;
  /** Names with blanks between them, by the module's path in the package. */
  readonly modules: Readonly<Record<string, string>>;
  readonly replacements: Readonly<
    Record<string, { readonly module: string | null; readonly note?: string }>
  >;
}

interface ErrorCodesFile {
  readonly codes: Readonly<Record<string, string>>;
  readonly renamed: Readonly<Record<string, string>>;
}

/**
 * Reads the texts of `import-map.json` and `error-codes.json`, as `datasets/onex/probe_core.py` writes them.
 *
 * @throws {Fault} `source/unreadable` where they are not such files.
 */
export function parseCoreFacts(importMapText: string, errorCodesText: string): CoreFacts {
  try {
    const map = JSON.parse(importMapText) as ImportMapFile;
    const codes = JSON.parse(errorCodesText) as ErrorCodesFile;
    const modules = new Map(
      Object.entries(map.modules).map(([path, names]) => [
        path === "" ? map.package : `${map.package}.${path}`,
        names,
      ]),
    );
    return {
      version: map.version,
      package: map.package,
      hasModule: (module) => modules.has(module),
      namesOf: once((module) => new Set(modules.get(module)?.split(" "))),
      homesOf: (name) => homesOf(name, modules),
      replacements: new Map(
        Object.entries(map.replacements).map(([wrong, { module, note }]) => [
          wrong,
          { module: module ?? undefined, note },
        ]),
      ),
      errorCodes: new Set(Object.keys(codes.codes)),
      renamedCodes: new Map(Object.entries(codes.renamed)),
    };
  } catch (error) {
    throw new Fault("source/unreadable", "Cannot read what is known of the core package", {
      help: "Make both files anew with datasets/onex/probe_core.py",
      cause: error,
    });
  }
}

function once(
  read: (module: string) => ReadonlySet<string>,
): (module: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (module) => {
    const names = known.get(module) ?? read(module);
    known.set(module, names);
    return names;
  };
}

/** Frozen by the package's own promise, or widest: paths deeper than these may move. */
const PREFERRED = [
  "nodes",
  "errors",
  "logging",
  "enums",
  "mixins",
  "decorators",
  "models.contracts",
];

function homesOf(name: string, modules: ReadonlyMap<string, string>): readonly string[] {
  return [...modules]
    .filter(([, names]) => names.includes(name) && names.split(" ").includes(name))
    .map(([module]) => module)
    .sort((one, other) => rank(one) - rank(other) || one.length - other.length);
}

function rank(module: string): number {
  const preferred = PREFERRED.indexOf(module.slice(module.indexOf(".") + 1));
  return preferred === -1 ? PREFERRED.length + module.split(".").length : preferred;
}
