/** Files whose process is killed, as often as a test likes. */

import { createMemoryFiles, type MemoryFiles } from "./memory-files.ts";

/** Files of which everything after `writes` lines is lost, and nobody hears of it but by this error. */
export class Killed extends Error {}

/** Memory files that write so many lines more; then the process that uses them is as good as dead. */
export function createMortalFiles(
  files: Readonly<Record<string, string>>,
  writes: number,
): MemoryFiles {
  const memory = createMemoryFiles(files);
  let left = writes;
  return {
    ...memory,
    async openAppend(path) {
      const file = await memory.openAppend(path);
      return {
        ...file,
        async append(lines, options) {
          for (const line of typeof lines === "string" ? [lines] : lines) {
            if (left === 0) throw new Killed("no more");
            left -= 1;
            await file.append(line, options);
          }
        },
        [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
      };
    },
  };
}
