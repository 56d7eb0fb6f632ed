import { Fault } from "../domain/fault.ts";

const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
const UNWRITABLE = new Map([
  ["EACCES", "permission is denied"],
  ["EPERM", "the operation is not permitted"],
  ["EROFS", "the file system is read-only"],
  ["ENOTDIR", "a part of its path is a file, not a folder"],
  ["EISDIR", "it is a folder, not a file"],
  ["ENOENT", "a folder of its path does not exist"],
  ["EEXIST", "a part of its path is a file, not a folder"],
  ["ELOOP", "its symbolic links lead in a circle"],
  ["ENAMETOOLONG", "its name is too long"],
  ["ENOTEMPTY", "the folder is not empty"],
  ["EBUSY", "it is in use"],
  ["ETXTBSY", "it is in use"],
  ["EIO", "the disk reports an error"],
]);

/** The file system's refusal to `action` the file at `path` as a fault; anything else as it is. */
export function toStorageFault(error: unknown, action: string, path: string): unknown {
  const code = errorCode(error);
  const what = `Cannot ${action} ${JSON.stringify(path)}`;
  if (code === undefined) return error;
  if (FULL.has(code)) {
    return new Fault("storage/full", `${what}: the disk is full`, {
      help: "Free some space, or raise the quota, and try again",
      details: { path, code },
      cause: error,
    });
  }
  const why = UNWRITABLE.get(code);
  if (why === undefined) return error;
  return new Fault("storage/unwritable", `${what}: ${why}`, {
    help: "Choose another path, or change the permissions there",
    details: { path, code },
    cause: error,
  });
}

/** The `code` of an error from the operating system, e.g. `ENOENT`. */
export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
