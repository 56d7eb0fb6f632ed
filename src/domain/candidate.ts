/** Source text a model proposed, not yet checked. */
export interface Candidate {
  /** Id of the language pack that will judge it. */
  readonly language: string;
  /** Where it would be written, relative to the project, with `/`; imports are resolved from here. */
  readonly path: string;
  readonly text: string;
}
