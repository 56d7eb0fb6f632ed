import type { World } from "../../../domain/behaviour.ts";
import type { Limits } from "./limits.ts";
import type { LoadedProgram } from "./load-program.ts";
import { createMeter } from "./meter.ts";
import { collectRelations } from "./project/relations.ts";
import type { Run } from "./steps/frame.ts";
import { createAdopter } from "./values/adopt-type.ts";
import { createWorld } from "./world.ts";

/**
 * A fresh run of a program in a world of its own.
 *
 * @throws {UnfitJson} when the world does not fit the program's declarations.
 */
export function createRun(loaded: LoadedProgram, given: World, limits: Limits): Run {
  const meter = createMeter(limits);
  return {
    loaded,
    meter,
    world: createWorld(loaded, given),
    adopt: createAdopter(loaded.shapes, meter),
    relations: collectRelations(loaded.program),
    callDepth: 0,
  };
}
