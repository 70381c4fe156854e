/** Whether generated cases are run in full: `npm run test:fuzz` does; what everybody runs takes a part of them. */
export const isLongRun = process.env.FUZZ_RUNS !== undefined;
