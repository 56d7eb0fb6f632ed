/** The texts that prompts are made from: versioned, and the project's own where it has some. */

/** One text of a section. */
export interface TemplateText {
  /** `patterns@2`, `patterns@2-short`. */
  readonly id: string;
  readonly section: string;
  /** `built-in`, or the file in the project. */
  readonly origin: string;
}

/** The texts that one run uses; chosen once, so that all its attempts are worded alike. */
export interface TemplateChoice {
  /** Id of the text of each section, by section. */
  readonly ids: Readonly<Record<string, string>>;
  /**
   * The section's text with `variables` filled in; never a text of which a user's words became a part of the template.
   *
   * @throws {Fault} `template/invalid` for a variable that is not given, or a text that takes too long.
   */
  render(section: string, variables: Readonly<Record<string, unknown>>): string;
}

export interface PromptTemplates {
  /** Every text of a section, the one in use first. */
  list(section?: string): Promise<readonly TemplateText[]>;
  /**
   * Chooses for one run: pinned ids first, else by experiments, to which a run belongs by the hash of `assignment`,
   * else the newest.
   *
   * @throws {Fault} `template/invalid`
   */
  choose(assignment: string, pinned?: Readonly<Record<string, string>>): Promise<TemplateChoice>;
}
