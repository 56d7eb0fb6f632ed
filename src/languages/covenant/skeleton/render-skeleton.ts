/** A file with everything that a specification asks for but the work itself. */

import type { Specification, Task } from "../../../domain/specification.ts";
import { type Head, readHead } from "../conformance/read-head.ts";
import type { Effect } from "../syntax/ast.ts";
import type { Literal } from "../syntax/terms.ts";
import { renderReturns } from "./render-returns.ts";

/**
 * The given declarations, the definitions asked for, and the function with its effects, requirements, signature, and
 * one test for each requirement. It passes the checker under every profile and is marked `incomplete=true`: the body
 * gives a value that is no result, so that neither a behaviour nor a test can pass by chance. `undefined` where the
 * specification has no signature.
 *
 * @throws {Fault} `specification/invalid` for a signature that cannot be read.
 */
export function renderSkeleton(specification: Specification): string | undefined {
  if (specification.signature === undefined) return undefined;
  const head = readHead(specification.signature);
  const task = specification.kind === "covenant-task" ? specification.task : undefined;
  const parts = [
    ...(task?.declarations === undefined ? [] : [task.declarations.trim()]),
    ...(task?.definitions ?? []).map(renderDefinition),
    renderFunction(head, requirementsOf(specification, task)),
  ];
  return `${parts.join("\n\n")}\n`;
}

interface NamedRequirement {
  readonly id: string;
  readonly text: string;
  readonly priority: string;
}

/** Requirements in prose get ids by their place. */
const requirementsOf = (
  { requirements }: Specification,
  task: Task | undefined,
): readonly NamedRequirement[] =>
  task?.requirements ??
  requirements.map((text, index) => ({ id: `R-${index + 1}`, text, priority: "medium" }));

function renderFunction(head: Head, requirements: readonly NamedRequirement[]): string {
  const { signature, effects = [] } = head;
  const name = signature.name.text;
  return [
    `snippet id=${quote(head.id ?? `main.${name}`)} kind="fn"`,
    'note "INCOMPLETE: a stub; the body has still to be written"',
    ...section("effects", effects.map(renderEffect)),
    ...section("requires", requirements.flatMap(renderRequirement)),
    "signature",
    `  fn name=${quote(name)}`,
    ...signature.parameters.map(
      (each) => `    param name=${quote(each.name.text)} type=${quote(each.type.text)}`,
    ),
    ...(signature.returns === undefined ? [] : renderReturns(signature.returns)),
    ...signature.generics.map(({ text }) => `    generic name=${quote(text)}`),
    "  end",
    "end",
    ...BODY,
    ...section("tests", requirements.flatMap(renderTest)),
    "metadata",
    "  incomplete=true",
    "end",
    "end",
  ].join("\n");
}

/** The value of a parallel step fits every type, and is no result of any function. */
const BODY = [
  "body",
  '  step id="s1" kind="parallel"',
  '    branch id="todo"',
  '      step id="s1a" kind="bind"',
  '        lit="not written yet"',
  '        as="todo"',
  "      end",
  "    end",
  '    as="unfinished"',
  "  end",
  '  step id="s2" kind="return"',
  '    from="unfinished"',
  '    as="_"',
  "  end",
  "end",
];

const section = (keyword: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [keyword, ...lines, "end"];

const renderRequirement = ({ id, text, priority }: NamedRequirement): readonly string[] => [
  `  req id=${quote(id)}`,
  `    text ${quote(text)}`,
  `    priority ${priority}`,
  "  end",
];

/** Fails until somebody writes it. */
const renderTest = ({ id }: NamedRequirement, index: number): readonly string[] => [
  `  test id=${quote(`T-${index + 1}`)} kind="unit" covers=${quote(id)}`,
  `    step id=${quote(`t${index + 1}`)} kind="compute"`,
  '      op=equals input lit="not written yet" input lit="written"',
  '      as="passes"',
  "    end",
  "  end",
];

function renderEffect({ name, parameters }: Effect): string {
  const inside = parameters.map((each) => `${each.name.text}=${renderLiteral(each.value)}`);
  return `  effect ${name.text}${inside.length === 0 ? "" : `(${inside.join(", ")})`}`;
}

function renderLiteral(literal: Literal): string {
  if (literal.kind === "none") return "none";
  if (literal.kind === "raw") return literal.text;
  return literal.kind === "string" ? quote(literal.value) : String(literal.value);
}

function renderDefinition({ id, kind }: { readonly id: string; readonly kind: string }): string {
  const name = quote(id.slice(id.lastIndexOf(".") + 1));
  const opening = [`snippet id=${quote(id)} kind=${quote(kind)}`, 'note "INCOMPLETE: a stub"'];
  const signature = (lines: readonly string[]): readonly string[] => ["signature", ...lines, "end"];
  const inside: Readonly<Record<string, readonly string[]>> = {
    struct: signature([`  struct name=${name}`, "  end"]),
    enum: signature([`  enum name=${name}`, '    variant name="Todo"', "    end", "  end"]),
    fn: [...signature([`  fn name=${name}`, "  end"]), ...BODY],
    extern: signature([`  fn name=${name}`, "  end"]),
    "extern-abstract": signature([`  fn name=${name}`, "  end"]),
    database: [
      "metadata",
      '  type="database"',
      '  dialect="sqlite"',
      '  connection="file:todo.db"',
      "end",
    ],
  };
  return [...opening, ...(inside[kind] ?? []), "end"].join("\n");
}

const quote = (text: string): string =>
  `"${text
    .replace(/\\/g, "\\\\")
    .replace(/"/g, '\\"')
    .replace(/\s*\n\s*/g, " ")}"`;
