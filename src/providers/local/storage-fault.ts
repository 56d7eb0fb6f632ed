import { Fault } from "../../domain/fault.ts";

const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
const UNWRITABLE = new Set([
  "EACCES",
  "EPERM",
  "EROFS",
  "ENOTDIR",
  "EISDIR",
  "EIO",
  "ENAMETOOLONG",
  "EEXIST",
]);

/** The file system's refusal to write below `folder` as a fault; anything else as it is. */
export function toStorageFault(error: unknown, folder: string): unknown {
  const code = errorCode(error);
  if (code === undefined) return error;
  const details = { folder, code };
  if (FULL.has(code)) {
    return new Fault("storage/full", `Cannot write into "${folder}": the disk is full`, {
      help: "Free some space, or set cache_directory to a folder on another disk",
      details,
      cause: error,
    });
  }
  if (!UNWRITABLE.has(code)) return error;
  return new Fault("storage/unwritable", `Cannot write into "${folder}": the system says ${code}`, {
    help: "Change the permissions there, or set cache_directory to another folder",
    details,
    cause: error,
  });
}

/** The `code` of an error from the operating system, e.g. `ENOENT`. */
export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
