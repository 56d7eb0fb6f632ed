export interface LoadOptions {
  /**
   * The model's own way to cut bytes into tokens; without it no token is forced, as another way of cutting would
   * bend what the model expects. @default none
   */
  readonly tokenize?: ((bytes: Uint8Array) => readonly number[]) | undefined;
}
