import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { toTrafficPlans } from "../../../config/route-rules.ts";
import { Fault } from "../../../domain/fault.ts";
import type { RouteState } from "../../../domain/route-traffic.ts";
import { createRouteStore } from "../../../platform/route-store.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";

/** `specwright routes reset NAME`: what is remembered of a route goes, between whichever models it was used. */
export async function resetRouteCommand(
  [name]: readonly [string],
  options: { readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const { config, files, clock } = environment;
  const isNamed = ({ route }: Pick<RouteState, "route">): boolean => route === name;
  let forgotten = 0;
  await createRouteStore(files, clock).change((states) => {
    forgotten = states.filter(isNamed).length;
    return forgotten === 0 ? states : states.filter((state) => !isNamed(state));
  });
  const known = toTrafficPlans(config.settings).map((plan) => plan.name);
  if (forgotten === 0 && !known.includes(name)) throw unknownRoute(name, known);
  if (options.json) terminal.json({ route: name, forgotten });
  else if (forgotten === 0) terminal.say(`Nothing was remembered of route "${escapeText(name)}"`);
  else terminal.result(`Route "${escapeText(name)}" begins anew`);
  return "accepted";
}

const unknownRoute = (name: string, known: readonly string[]): Fault =>
  new Fault("usage/invalid", `Cannot reset route "${name}": no route with a share is called so`, {
    help: known.length === 0 ? "No route has a share" : `Routes with a share: ${known.join(", ")}`,
  });
