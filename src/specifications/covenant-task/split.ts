import { createHash } from "node:crypto";
import { splitByHash } from "../../domain/evaluation.ts";
import type { Task } from "../../domain/specification.ts";

/** A task's part of the suite. */
export const splitOf = (id: string): Task["split"] =>
  splitByHash(createHash("sha256").update(id).digest("hex"));
