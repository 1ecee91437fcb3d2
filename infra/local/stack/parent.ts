// A process that start.mjs made ends with it, even when that was killed without a chance to say so.
/** Calls back once when the parent named by DATAMORPH_PARENT_PID is no longer our parent. Does not keep the process alive. */
export const whenParentDies = (act: () => void): (() => void) => {
  const parent = Number(process.env.DATAMORPH_PARENT_PID ?? Number.NaN);
  // Not set, or set for an ancestor: nothing to watch.
  if (parent !== process.ppid) return () => {};
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, 500);
  timer.unref();
  return () => clearInterval(timer);
};
