export function handle(request: any, response: any, work: any): void {
  try {
    work(request);
  } catch (error) {
    response.send((error as Error).stack);
  }
}
