/** The kinds of specification: one line each. */

import type { SpecificationReader } from "../ports/specification-reader.ts";
import { covenantTask } from "./covenant-task/index.ts";
import { nodeContract } from "./node-contract/index.ts";
import { prose } from "./prose/index.ts";

export const specificationReaders: readonly SpecificationReader[] = [
  prose,
  covenantTask,
  nodeContract,
];
