import type { InstallProgress } from "../../ports/provider.ts";
import type { IndexProgress } from "../../ports/reference-index.ts";
import type { Terminal } from "./terminal.ts";

const BAR_WIDTH = 24;
const MEGABYTE = 1_000_000;

/** Shows a download: a bar on a terminal, a line for each quarter elsewhere. */
export function createProgressBar(terminal: Terminal): (progress: InstallProgress) => void {
  let shown = "";
  return ({ what, bytes, totalBytes }) => {
    const megabytes = (n: number): string => (n / MEGABYTE).toFixed(0);
    if (terminal.isLive) {
      const share = totalBytes === undefined ? 0 : Math.min(1, bytes / totalBytes);
      const filled = Math.round(share * BAR_WIDTH);
      const bar = `${"#".repeat(filled)}${"-".repeat(BAR_WIDTH - filled)}`;
      const total = totalBytes === undefined ? "" : ` of ${megabytes(totalBytes)}`;
      terminal.live(`${what} [${bar}] ${megabytes(bytes)}${total} MB`);
      return;
    }
    const quarter =
      totalBytes === undefined ? undefined : Math.floor((4 * bytes) / totalBytes) * 25;
    const line =
      quarter === undefined ? `bringing ${what}` : `bringing ${what}: ${Math.min(100, quarter)} %`;
    if (line !== shown) terminal.say(line);
    shown = line;
  };
}

/** Shows how many files were read: a bar on a terminal, nothing elsewhere. */
export const createIndexBar =
  (terminal: Terminal) =>
  ({ done, total }: IndexProgress): void => {
    const filled = Math.round((done / Math.max(1, total)) * BAR_WIDTH);
    const bar = `${"#".repeat(filled)}${"-".repeat(BAR_WIDTH - filled)}`;
    terminal.live(`reading [${bar}] ${done} of ${total} files`);
  };
