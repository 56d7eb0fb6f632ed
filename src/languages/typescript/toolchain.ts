import { createRequire } from "node:module";
import type { ToolchainState } from "../../ports/language-pack.ts";

/** TypeScript 7 has no compiler API. */
const WANTED_MAJOR = "6";

/** Whether the compiler that comes with us can be found; looks at its version without loading it. */
export async function probeToolchain(): Promise<ToolchainState> {
  const version = findVersion();
  if (version === undefined) {
    return {
      isReady: false,
      why: "the package typescript is not installed",
      help: "Install specwright again: the compiler comes with it",
    };
  }
  return version.startsWith(`${WANTED_MAJOR}.`)
    ? { isReady: true, why: `TypeScript ${version}`, help: undefined }
    : {
        isReady: false,
        why: `TypeScript ${version} is installed, which has another compiler API`,
        help: `Install typescript ${WANTED_MAJOR} beside specwright`,
      };
}

function findVersion(): string | undefined {
  try {
    const { version }: { readonly version: string } = createRequire(import.meta.url)(
      "typescript/package.json",
    );
    return version;
  } catch {
    return undefined;
  }
}
