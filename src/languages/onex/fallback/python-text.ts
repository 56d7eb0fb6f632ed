import type { NodeContract } from "../../../domain/node-contract.ts";
import type { SourceText } from "../../../domain/source-text.ts";
import type { NodeNames } from "./names.ts";

/** A text as a Python string in double quotes. */
export const quote = (text: string): string => JSON.stringify(text);

/** The contract's description as the end of a docstring: one line, no quotes, no backslashes. */
export const inWords = ({ description, name }: NodeContract): string => {
  const line = description.replace(/["\\]/g, "'").replace(/\s+/g, " ").trim();
  return line === "" ? name.replaceAll("_", " ") : line.slice(0, 80);
};

/** A sentence about the contract's name: `order price`. */
export const spoken = ({ name }: NodeContract): string => name.replaceAll("_", " ");

const CONFIG = `    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)\n`;

/** A frozen pydantic model; `fields` are its lines. */
export const renderModel = (
  name: string,
  docstring: string,
  fields: readonly string[] = [],
): string =>
  `class ${name}(BaseModel):\n    """${docstring}"""\n\n${CONFIG}${
    fields.length === 0 ? "" : `\n${fields.map((field) => `    ${field}\n`).join("")}`
  }`;

/** `from .models import A, B` for what is used, one line a module, in order. */
export function renderImports(
  wanted: readonly { readonly name: string; readonly module: string }[],
): string {
  const byModule = new Map<string, Set<string>>();
  for (const { name, module } of wanted)
    byModule.set(module, (byModule.get(module) ?? new Set()).add(name));
  return [...byModule]
    .toSorted(([one], [other]) => Number(one.startsWith(".")) - Number(other.startsWith(".")))
    .map(([module, names]) => `from ${module} import ${[...names].toSorted().join(", ")}\n`)
    .join("");
}

/** The node's own input and output models, with no fields where nobody said which; `undefined` where it has none. */
export function renderModels(contract: NodeContract, { input, output }: NodeNames): SourceText {
  const own = [
    { place: input, docstring: `Input of the ${spoken(contract)} node.` },
    { place: output, docstring: `Output of the ${spoken(contract)} node.` },
  ].filter(
    ({ place }, at, all) =>
      place.isOwn && all.findIndex((each) => each.place.name === place.name) === at,
  );
  return {
    path: "models.py",
    text: `"""Value objects of the ${spoken(contract)} node."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

${own.map(({ place, docstring }) => `\n${renderModel(place.name, docstring)}`).join("\n")}`,
  };
}

/** What must be said of models that were made up without fields. */
export const fieldPoints = ({ input, output }: NodeNames): readonly string[] =>
  [...new Set([input, output].filter(({ isOwn }) => isOwn).map(({ name }) => name))].map(
    (name) => `Give ${name} its fields, in models.py`,
  );

/** Raises METHOD_NOT_IMPLEMENTED, indented by `indent`. */
export const renderMissing = (what: string, indent = "        "): string =>
  [
    "raise ModelOnexError(",
    `    message=${quote(what)},`,
    "    error_code=EnumCoreErrorCode.METHOD_NOT_IMPLEMENTED,",
    ")",
  ]
    .map((line) => `${indent}${line}\n`)
    .join("");

export const CONTAINER = {
  name: "ModelONEXContainer",
  module: "omnibase_core.models.container.model_onex_container",
};
export const fromCore = (module: string, ...names: readonly string[]) =>
  names.map((name) => ({ name, module }));
