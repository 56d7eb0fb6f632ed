/** The kinds of specification: one line each. */

import type { SpecificationReader } from "../ports/specification-reader.ts";
import { covenantTask } from "./covenant-task/index.ts";
import { formal } from "./formal/index.ts";
import { nodeContract } from "./node-contract/index.ts";
import { prose } from "./prose/index.ts";

export { loadFormalRows } from "./formal/index.ts";
export { parseExample } from "./prose/index.ts";

export const specificationReaders: readonly SpecificationReader[] = [
  prose,
  covenantTask,
  nodeContract,
  formal,
];
