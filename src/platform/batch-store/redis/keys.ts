/** Names of what is kept, all of which begin with one prefix. */
export interface Keys {
  readonly prefix: string;
  /** Set of the ids of a batch's jobs: what is not in it was forgotten. */
  jobs(batchId: string): string;
  result(jobId: string): string;
  /** Set of the tokens that a job was released with. */
  released(jobId: string): string;
  /** Hash of a batch's answers. */
  answers(batchId: string): string;
  pool(batchId: string): string;
  /** Hash of the open reservations of a pool. */
  reservations(batchId: string): string;
  pace(provider: string): string;
  /** Channel that changes of jobs are told on. */
  readonly news: string;
}

/** All keys below one prefix, so that several projects can share a server. */
export const keysFor = (prefix: string): Keys => ({
  prefix,
  jobs: (batchId) => `${prefix}:batch:${batchId}:jobs`,
  result: (jobId) => `${prefix}:result:${jobId}`,
  released: (jobId) => `${prefix}:released:${jobId}`,
  answers: (batchId) => `${prefix}:batch:${batchId}:answers`,
  pool: (batchId) => `${prefix}:batch:${batchId}:pool`,
  reservations: (batchId) => `${prefix}:batch:${batchId}:reservations`,
  pace: (provider) => `${prefix}:pace:${provider}`,
  news: `${prefix}:news`,
});
