/** A language's own prompts, one for each kind of work. */

/** A prompt template: what it is for, what it takes, and what is to come back. */
export interface TemplateInfo {
  readonly name: string;
  readonly version: number;
  readonly description: string;
  /** Tokens that the whole prompt may have. */
  readonly contextBudget: number;
  readonly examples: { readonly categories: readonly string[]; readonly count: number };
  readonly parameters: readonly {
    readonly name: string;
    readonly type: "name" | "line" | "text" | "code" | "list" | "choice" | "boolean";
    readonly description: string;
    /** What a `choice` may be. */
    readonly choices?: readonly string[];
    /** Absent for one that must be given. */
    readonly default?: string | boolean | readonly string[];
  }[];
  readonly output: { readonly format: string; readonly description: string };
}

export interface TemplateCatalogue {
  /** By name. */
  list(): readonly TemplateInfo[];
  /** @throws {Fault} `usage/invalid` where there is no such template. */
  describe(name: string): TemplateInfo;
  /**
   * The whole prompt.
   *
   * @throws {Fault} `usage/invalid` where a parameter is missing, unknown, of the wrong type, or too long.
   */
  render(
    name: string,
    parameters: Readonly<Record<string, unknown>>,
    options: { readonly countTokens: (text: string) => number },
  ): {
    /** `name@version`. */
    readonly template: string;
    readonly text: string;
    readonly tokens: number;
  };
}
