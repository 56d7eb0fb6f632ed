import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Fault } from "../../domain/fault.ts";
import { createScratchFolder } from "../../platform/scratch-folder.ts";

export interface EditTextOptions {
  /** Says how the text is written: the file's name ends like this path. */
  readonly path: string;
  /** A shell's command for the editor, e.g. `code --wait`. */
  readonly editor: string | undefined;
}

/**
 * The text as a person leaves it in their editor, which has this terminal until it ends.
 *
 * @throws {Fault} `usage/invalid` where no editor is named, or where it fails
 */
export async function editText(text: string, { path, editor }: EditTextOptions): Promise<string> {
  if (editor === undefined)
    throw new Fault("usage/invalid", "Cannot edit here: no editor is named", {
      help: "Set the variable VISUAL or EDITOR, or use: specwright feedback RUN --edit FILE",
    });
  await using folder = await createScratchFolder();
  const file = join(folder.path, basename(path));
  await writeFile(file, text, "utf8");
  const code = await runEditor(editor, file);
  if (code !== 0)
    throw new Fault("usage/invalid", `Cannot edit with "${editor}": it ended with ${code}`, {
      help: "Set the variable VISUAL or EDITOR to one that is here",
    });
  return readFile(file, "utf8");
}

/** As `git` does it: the shell reads the command, and the file is its argument, whatever its name. */
function runEditor(editor: string, file: string): Promise<number | null> {
  const isWindows = process.platform === "win32";
  const child = isWindows
    ? spawn(`${editor} "${file}"`, { shell: true, stdio: "inherit" })
    : spawn("sh", ["-c", `${editor} "$@"`, editor, file], { stdio: "inherit" });
  return new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
}
