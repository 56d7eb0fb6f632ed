import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeBatchStore } from "../../../testing/describe-batch-store.ts";

const newPath = (): string => join(mkdtempSync(join(tmpdir(), "specwright-batches-")), "b.sqlite");

describeBatchStore("the store in SQLite", () => ({ kind: "sqlite", path: newPath() }));
