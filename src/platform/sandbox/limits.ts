import type { SandboxLimits } from "../../ports/sandbox.ts";

/** One mebibyte. */
export const MEBIBYTE = 1024 * 1024;

/** Limits with nothing left open. */
export interface FullLimits {
  readonly timeoutMs: number;
  readonly memoryBytes: number;
  readonly maxOutputBytes: number;
}

/** The limits of a job, with the port's defaults for what it leaves open. */
export const fillLimits = (limits: SandboxLimits | undefined): FullLimits => ({
  timeoutMs: limits?.timeoutMs ?? 10_000,
  memoryBytes: limits?.memoryBytes ?? 512 * MEBIBYTE,
  maxOutputBytes: limits?.maxOutputBytes ?? MEBIBYTE,
});

/**
 * CPU seconds of one process. Its threads may use two cores, and the wall clock should speak
 * first: this ends what the clock cannot see.
 */
export const cpuSeconds = (limits: FullLimits): number =>
  2 * Math.ceil(limits.timeoutMs / 1_000) + 1;
