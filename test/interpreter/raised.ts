// The ways in which an interpretation ends without rows.

/** The data cannot be computed: an overflow, a value that does not fit its column. The engines end the job then. */
export class InterpreterRaised extends Error {
  override readonly name = 'InterpreterRaised';
}

/** The spec means nothing: the checker must have refused it. */
export class NoMeaning extends Error {
  override readonly name = 'NoMeaning';
}

/** The interpreter has not learned this yet: a gap of its own, never of the spec. */
export class NotInterpreted extends Error {
  override readonly name = 'NotInterpreted';
}
