/** Counts runs of a route in the project that its first argument names: what a test starts several times at once. */

import { createRouteTraffic } from "../model-access/routing/create-route-traffic.ts";
import { systemClock } from "../platform/clock.ts";
import { createFiles } from "../platform/files.ts";
import { createRouteStore } from "../platform/route-store.ts";
import { accepted, attempt, callRecord, plan } from "./builders.ts";

const [root = "", name = "", runs = "0"] = process.argv.slice(2);
const traffic = await createRouteTraffic({
  baseId: "a/base",
  plans: [{ name: "tuned", modelId: "a/tuned", share: 0.5, ramp: undefined }],
  store: createRouteStore(createFiles(root), systemClock),
  clock: systemClock,
  onNote(note) {
    throw new Error(note);
  },
});
for (let run = 0; run < Number(runs); run += 1) {
  const isTaken = run % 2 === 0;
  const route = { route: "tuned", isTaken, share: 0.5, isCounted: true };
  const call = callRecord({ askedOf: isTaken ? "a/tuned" : "a/base", route });
  await traffic.runEnded(`${name}-${run}`, [
    { type: "call-end", attempt: 1, call },
    { type: "attempt-end", number: 1, attempt: attempt({ verdict: accepted(), plan: plan() }) },
  ]);
}
