/** A node's contract in YAML: what machines wrote and read, checked rule by rule before anybody writes code for it. */

import type { SpecificationReader } from "../../ports/specification-reader.ts";

/** The parser of YAML is loaded for files that have some. */
export const nodeContract: SpecificationReader = {
  kind: "node-contract",
  canRead: (path) => /(?:^|[/.])contract\.ya?ml$/i.test(path),
  read: async (source, options) =>
    (await import("./read-contract.ts")).readContract(source, options),
  lint: async (source, options) => (await import("./read-contract.ts")).lint(source, options),
};
