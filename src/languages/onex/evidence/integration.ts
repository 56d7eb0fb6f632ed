/** Evidence of patterns by which a node works with others. */

import { textOf } from "../../../syntax/nodes.ts";
import { argumentsOf } from "../../../syntax/python/calls.ts";
import { parametersOf } from "../../../syntax/python/functions.ts";
import { lastPart } from "../../../syntax/python/names.ts";
import { annotatedTypes } from "../../../syntax/python/value-types.ts";
import { eachNode } from "../rules/each.ts";
import type { NodeUnit } from "../rules/node-unit.ts";
import { cluesOf, inContract, isCalled, isNamed, isSaid } from "./clues.ts";
import { type Recogniser, recognise } from "./recogniser.ts";

const takesPort = (unit: NodeUnit): boolean =>
  [...eachNode(unit, "function_definition")].some(({ node }) =>
    parametersOf(node).some(
      ({ annotation }) =>
        annotation !== undefined &&
        annotatedTypes(annotation).some((type) => /^Protocol[A-Z]/.test(lastPart(type))),
    ),
  );

const HTTP =
  /^(?:httpx|aiohttp)\.|(?:client|session|http|api)\w*\.(?:get|post|put|patch|delete|request|send)$/i;

export const INTEGRATION: Readonly<Record<string, Recogniser>> = {
  event_publish: recognise(
    "Publish through the event bus port after the write: publish_event",
    (unit) => isCalled(unit, /^(?:publish|emit_event|send_event)(?:_\w+)?$/),
  ),
  event_consume: recognise(
    "Write the handler that the contract names for the event, and commit last",
    (unit) =>
      isCalled(unit, /^(?:subscribe|register_(?:event_)?handler|commit_offsets?|on_event)$/) ||
      isNamed(unit, /^(?:on_[a-z]\w*|handle_event|consume(?:_\w+)?)$/) ||
      inContract(unit, "yaml_consumed_events") !== undefined,
  ),
  outbox: recognise(
    "Write the event into the outbox table in the same transaction",
    (unit) => isSaid(unit, /\boutbox\b|_outbox\b/i) || isNamed(unit, /outbox/i),
  ),
  http_client: recognise(
    "Call one client, and turn its status into an error code",
    (unit) =>
      isCalled(unit, HTTP, "name") &&
      (isNamed(unit, /^status(?:_code)?$/) || isCalled(unit, /^raise_for_status$/)),
  ),
  ports_adapters: recognise(
    "Take a Protocol in the handler's constructor",
    takesPort,
    ({ kind, files }) => kind === "effect" && files.some(({ role }) => role === "handler"),
  ),
  webhook_sender: recognise(
    "Sign the body, send the signature in a header, and try again with back-off",
    (unit) =>
      isCalled(unit, /^hmac\.(?:new|digest)$/, "name") &&
      cluesOf(unit).calls.some(({ node }) => {
        const headers = argumentsOf(node).keywords.get("headers");
        return (
          headers !== undefined &&
          (headers.type === "identifier" || /signature/i.test(textOf(headers)))
        );
      }),
  ),
};
