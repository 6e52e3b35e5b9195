/** Ends the output with one plain line that any CI can read, and before it says which tests could not run here at all. */
export default class CountReporter {
  constructor(_config, { notRun = [] } = {}) {
    this.notRun = notRun;
  }

  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = results;
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
    for (const line of this.notRun) process.stdout.write(`\n${line}\n`);
    process.stdout.write(`\n${numPassedTests} passed, ${failed} failed${skipped}\n`);
  }
}
