/** A text as it is written, character by character: the port's immutable states. */

import type { PrefixJudge, PrefixState } from "../../../../ports/prefix-judge.ts";
import { createBoundary } from "./boundary.ts";
import { listContinuations } from "./continuations.ts";
import { completePartial, feed } from "./feed.ts";
import { START } from "./follow.ts";
import { startPlace } from "./place.ts";
import { type Point, refused } from "./point.ts";
import { proposeEnd } from "./propose-end.ts";
import { readDone } from "./read-visible.ts";
import type { Setting } from "./setting.ts";
import { judgeStep, judgeWhole } from "./settle.ts";

export function createJudge(setting: Setting): PrefixJudge {
  const boundary = createBoundary(START, startPlace(readDone(setting.prefix)), "", setting);
  const start: Point = { boundary, partial: undefined, text: "", settled: 0, ended: undefined };
  return {
    level: "type",
    describes: "names, types and effects by the front end",
    start: stateOf(start, setting),
  };
}

function stateOf(point: Point, setting: Setting): PrefixState {
  return {
    feed(text) {
      const next = feed(point, text, setting);
      return "isRefused" in next ? next : stateOf(next, setting);
    },
    settle: settleOf(point, setting),
    async finish() {
      const whole = completePartial(point, setting);
      if ("isRefused" in whole) return whole;
      if (whole.partial !== undefined || !whole.boundary.isEnd())
        return refused("incomplete", "The program is not at its end", point.text.length);
      return judgeWhole(point.text, setting);
    },
    listContinuations: () => listContinuations(point),
    proposeEnd: () => proposeEnd(point, setting, (from, text) => feed(from, text, setting)),
  };
}

function settleOf(point: Point, setting: Setting): PrefixState["settle"] {
  const { ended, settled } = point;
  if (ended === undefined) return undefined;
  return async () =>
    judgeStep(ended, settled, setting) ??
    stateOf({ ...point, ended: undefined, settled: ended.text.length }, setting);
}
