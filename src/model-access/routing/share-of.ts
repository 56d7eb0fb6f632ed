import type { RouteChoice } from "../../domain/route-traffic.ts";

/** Hex digits of a hash that a double holds exactly. */
const DIGITS = 12;

/**
 * Where a run stands among all runs of a route, from 0 up to 1. It follows from the run's id and the route's name alone:
 * the runs below a share stay below it when the share rises, and two routes divide the runs differently.
 */
export const placeOf = (route: string, runId: string, sha256: (text: string) => string): number =>
  Number.parseInt(sha256(JSON.stringify([route, runId])).slice(0, DIGITS), 16) / 16 ** DIGITS;

export const isSameRoute = (choice: RouteChoice | undefined, name: string): choice is RouteChoice =>
  choice?.route === name;

/** e.g. `12.5 %`. */
export const describeShare = (share: number): string => `${Number((share * 100).toFixed(1))} %`;
